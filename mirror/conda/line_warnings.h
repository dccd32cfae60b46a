#pragma once

#include "mirror/conda/closure_state.h"
#include "mirror/words/report.h"

#include <span>
#include <string_view>
#include <vector>

namespace adder::mirror {

// One for each line that matches none of the channel's packages, or no record of any.
std::vector<Warning> line_warnings(const CondaClosureState& state,
                                   std::span<const std::string_view> names);

}  // namespace adder::mirror
