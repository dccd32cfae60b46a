#pragma once

#include "base/core/result.h"

#include <compare>
#include <string>
#include <string_view>

namespace adder::conda {

// A package's name (CEP 26): lower-case letters, digits and single - _ . between them, at most 64
// characters. It begins with a letter, a digit or _, so it is safe in any path.
class PackageName {
 public:
  // As an index spells it: an upper-case letter is refused.
  static Result<PackageName> parse(std::string_view name);

  // As people type it: NumPy is numpy.
  static Result<PackageName> typed(std::string_view name);

  const std::string& text() const noexcept { return text_; }

  friend std::strong_ordering operator<=>(const PackageName& left, const PackageName& right) {
    return left.text_.compare(right.text_) <=> 0;
  }
  friend bool operator==(const PackageName&, const PackageName&) = default;

 private:
  explicit PackageName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// __glibc, __cuda: what a machine has and no channel holds.
inline bool is_virtual(std::string_view name) {
  return name.starts_with("__");
}

}  // namespace adder::conda
