#pragma once

#include <cstdint>

namespace adder::testing {

// A port of loopback that nobody listens on at this moment. For programs that cannot choose one
// themselves; somebody else may be quicker, so be ready to try another.
std::uint16_t free_port();

}  // namespace adder::testing
