#pragma once

#include "base/core/result.h"

#include <optional>
#include <string_view>

namespace adder::conda {

// Whether `json` is JSON from end to end: if not, an error. If it is, but two readers might
// understand it differently (a key that stands twice, a NUL, a number out of range), the first
// reason why.
Result<std::optional<Error>> find_doubt(std::string_view json);

}  // namespace adder::conda
