#pragma once

#include "base/core/result.h"
#include "base/pypi/version.h"

#include <optional>
#include <string>
#include <string_view>

namespace adder::pypi {

// One clause of a specifier set: ">=1.20", "==1.21.*", "===1.0-custom".
class Clause {
 public:
  static Result<Clause> parse(std::string_view text);

  bool contains(const Version& version) const;
  bool contains_text(std::string_view version) const;
  bool names_prerelease() const;
  std::string text() const;

 private:
  enum class Operator { equal, unequal, less, at_most, greater, at_least, compatible, identical };
  struct Spelling;
  static const Spelling kSpellings[];

  static Result<Clause> parse_version(Operator op, std::string_view clause,
                                      std::string_view wanted);
  std::string_view operator_text() const;
  bool equals(const Version& version) const;

  Operator op_ = Operator::identical;
  bool series_ = false;             // ends in .*
  std::optional<Version> version_;  // none: ===
  std::optional<Version> parent_;   // of ~=2.2.1: 2.2
  std::string words_;               // of ===, as written
};

}  // namespace adder::pypi
