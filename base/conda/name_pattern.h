#pragma once

#include "base/core/pattern.h"
#include "base/core/result.h"

#include <string_view>

namespace adder::conda {

// What a match spec says of a name, a build or a licence: a regular expression where it begins with
// ^ and ends with $, a glob where it holds a * or ?, else the very text.
Result<Pattern> parse_pattern(std::string_view text);

// Only the first kind: matches what begins with a match of `text`, as Python's re.match does. That
// differs from the whole text for expressions like ^a|b$.
Result<Pattern> parse_expression(std::string_view text);

inline bool is_expression(std::string_view text) {
  return text.starts_with('^') && text.ends_with('$');
}

}  // namespace adder::conda
