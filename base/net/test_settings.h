#pragma once

#include "base/net/client.h"

namespace adder::net {

// What ADDER_TEST_* variables change: tests make the first pause and the longest stall short, for
// waiting is not what they are about, and may want one transfer at a time.
void heed_tests(NetworkSettings& settings);
bool serial_is_wanted();

}  // namespace adder::net
