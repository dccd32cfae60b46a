#pragma once

#include "base/core/result.h"

#include <string_view>

namespace adder::pypi {

// A page of another major version means something we do not know; a newer minor one only says more
// than we know (PEP 629).
Result<void> check_api_version(std::string_view version);

}  // namespace adder::pypi
