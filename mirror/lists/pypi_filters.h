#pragma once

#include "base/core/result.h"
#include "mirror/lists/request_words.h"
#include "mirror/lists/wish.h"

namespace adder::mirror {

// Reads the filters of a line into what they ask for.
Result<void> apply_pypi_filters(const RequestWords& words, Wish& wish);
Result<void> apply_pypi_filters(const RequestWords& words, Exclusion& exclusion);

}  // namespace adder::mirror
