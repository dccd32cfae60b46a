#pragma once

#include "cli/invocation.h"
#include "mirror/sync.h"

#include <optional>

namespace adder::cli {

// All request lists of the configuration, read and checked. Nothing: what is wrong with them has
// been told; the exit is 2.
std::optional<mirror::Requests> read_requests(Invocation& invocation, const mirror::Config& config);

}  // namespace adder::cli
