#pragma once

#include "base/net/address.h"
#include "mirror/words/config.h"

#include <memory>

namespace adder::mirror {

// Which addresses this section's upstreams may lead us to, and whose credentials go there.
std::shared_ptr<const net::Scope> upstream_scope(const PypiConfig& config);

}  // namespace adder::mirror
