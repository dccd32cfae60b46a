#pragma once

#include "mirror/store/store.h"

#include <string_view>

namespace adder::mirror {

// The fact that stands in the ledger while a command changes things.
inline constexpr std::string_view kUnfinished = "unfinished";

// After a run that was cut off: completes a switch that was committed, takes in blobs that came
// right but were not entered yet, and removes what no committed generation knows.
Result<void> recover(const Store& store);

}  // namespace adder::mirror
