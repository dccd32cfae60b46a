#pragma once

#include "mirror/store/generations.h"
#include "mirror/store/named_package.h"

#include <cstdint>
#include <vector>

namespace adder::mirror {

// The files of a package that kept generations name: no gc removes them.
struct Staying {
  std::uint64_t files = 0;
  std::vector<Generation> named_by;
};

Result<Staying> staying_files(const Store& store, const Limits& limits,
                              const NamedPackage& package);

}  // namespace adder::mirror
