#pragma once

#include "base/core/result.h"
#include "mirror/lists/conda_wish.h"
#include "mirror/lists/request_words.h"

namespace adder::mirror {

// Reads the filters of a line into what they ask for.
Result<void> apply_conda_filters(const RequestWords& words, CondaWish& wish);
Result<void> apply_conda_filters(const RequestWords& words, CondaExclusion& exclusion);

}  // namespace adder::mirror
