#pragma once

#include "mirror/store/generations.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace adder::mirror {

// The files of a project that kept generations name: no gc removes them.
struct Staying {
  std::uint64_t files = 0;
  std::vector<Generation> named_by;
};

Result<Staying> staying_files(const Store& store, const Limits& limits, std::string_view project);

}  // namespace adder::mirror
