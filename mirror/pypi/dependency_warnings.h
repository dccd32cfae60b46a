#pragma once

#include "mirror/pypi/reasons.h"
#include "mirror/words/report.h"

#include <vector>

namespace adder::mirror {

// Dependencies that are unknown, unclear, missing or excluded, by the names of the projects.
std::vector<Warning> dependency_warnings(const ClosureState& state, const Reasons& reasons);

}  // namespace adder::mirror
