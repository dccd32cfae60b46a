#pragma once

#include "base/conda/version.h"
#include "base/core/pattern.h"
#include "base/core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace adder::conda {

// One clause of a version spec: >=1.20, 1.26.*, =1.26, ^1\.[0-9]+$, *.
class VersionClause {
 public:
  static Result<VersionClause> parse(std::string_view text);
  VersionClause() = default;  // *: any version

  bool contains(const Version& version) const;

  // For versions that conda could not read: *, globs, expressions and texts with @ hold for some.
  bool contains_text(std::string_view version) const;

  bool is_any() const { return op_ == Operator::any; }

 private:
  enum class Operator : std::uint8_t {
    any,
    equal,
    unequal,
    less,
    at_most,
    greater,
    at_least,
    series,
    not_series,
    compatible,
    text,
  };
  struct Spelling;
  static const Spelling kSpellings[];

  static Result<VersionClause> parse_operator(std::string_view clause);
  static Result<VersionClause> parse_series(std::string_view clause);
  static Result<VersionClause> parse_text(Result<Pattern> pattern);
  static Result<VersionClause> compare_with(Operator op, std::string_view version);

  Operator op_ = Operator::any;
  std::optional<Version> version_;
  std::optional<Version> parent_;   // of ~=2.2.1: 2.2
  std::optional<Pattern> pattern_;  // of text
};

}  // namespace adder::conda
