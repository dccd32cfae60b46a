#pragma once

#include <string>
#include <string_view>

namespace adder::pypi {

// One name for each kind of processor, whoever spells it: x86_64 for AMD64, aarch64 for arm64,
// i686 for x86 and i386. Others keep theirs, in lower case.
std::string machine_name(std::string_view machine);

}  // namespace adder::pypi
