#pragma once

#include "base/core/result.h"

#include <compare>
#include <string>
#include <string_view>

namespace adder::conda {

// A folder of a channel, for one kind of machine: noarch, linux-64 (CEP 26). Lower-case letters and
// digits around one dash, at most 32 characters, so it is safe in any path.
class Subdir {
 public:
  static Result<Subdir> parse(std::string_view text);
  static Subdir noarch() { return Subdir("noarch"); }

  const std::string& text() const noexcept { return text_; }

  friend std::strong_ordering operator<=>(const Subdir& left, const Subdir& right) {
    return left.text_.compare(right.text_) <=> 0;
  }
  friend bool operator==(const Subdir&, const Subdir&) = default;

 private:
  explicit Subdir(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// Whether conda knows it. Many a channel's name looks like a subdir, too: conda-forge/linux-64 ends
// in one, dask/label-dev does not.
bool is_known_subdir(std::string_view text);

}  // namespace adder::conda
