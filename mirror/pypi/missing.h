#pragma once

#include "mirror/pypi/wanted.h"
#include "mirror/words/gap.h"

#include <vector>

namespace adder::mirror {

// All gaps, by dependent, then project, then requirement.
std::vector<Gap> missing(const ClosureState& state, const Wanted& wanted);

}  // namespace adder::mirror
