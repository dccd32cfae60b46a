#pragma once

#include "base/core/problem.h"

#include <span>
#include <string>
#include <string_view>

namespace adder::cli {

// {"schema": 1, NAME: VALUE, "ok": ..., "errors": [{file, line, text}], "warnings": [...]}: what
// the commands that check something answer with --json.
std::string problems_json(std::string_view name, std::string_view value, const Problems& problems);
std::string problems_json(std::string_view name, std::span<const std::string> values,
                          const Problems& problems);

}  // namespace adder::cli
