#pragma once

#include "base/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace adder::conda {

// One of the keys that a match spec has between brackets: version='>=1,<2'.
struct SpecKey {
  std::string name;
  std::string value;  // without its quotes

  friend bool operator==(const SpecKey&, const SpecKey&) = default;
};

// What stands between the brackets: keys with commas or blanks between them. A value may stand
// between quotes of either kind, and must where it holds a comma or a blank that is not itself
// between brackets, as in extras=[a, b].
Result<std::vector<SpecKey>> parse_spec_keys(std::string_view text);

}  // namespace adder::conda
