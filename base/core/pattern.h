#pragma once

#include "base/core/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace adder {

// Matches whole names: one exact name, a glob of * and ?, or an RE2 expression. Copies are cheap.
class Pattern {
 public:
  static Pattern exact(std::string name);
  static Pattern glob(std::string glob);
  static Result<Pattern> regex(std::string expression);

  bool matches(std::string_view name) const;

  // The one name an exact pattern stands for; nothing for globs and expressions.
  const std::string* name() const;

  // As written: numpy, numpy*, or the expression without its slashes.
  const std::string& words() const;

 private:
  struct Compiled;
  explicit Pattern(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  std::shared_ptr<const Compiled> compiled_;
};

// * stands for any characters, ? for one. Linear in practice: no backtracking beyond the last star.
bool glob_matches(std::string_view glob, std::string_view text);

}  // namespace adder
