#pragma once

#include "mirror/conda/closure_state.h"
#include "mirror/words/report.h"

#include <vector>

namespace adder::mirror {

// Dependencies that are unclear, missing or excluded.
std::vector<Warning> dependency_warnings(const CondaClosureState& state);

}  // namespace adder::mirror
