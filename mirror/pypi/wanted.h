#pragma once

#include "mirror/pypi/bits.h"
#include "mirror/pypi/closure_state.h"

#include <cstdint>
#include <vector>

namespace adder::mirror {

// What a closure comes to, in numbers.
struct Wanted {
  explicit Wanted(const ClosureState& state);

  std::vector<Bits> files;             // by package
  std::vector<std::uint64_t> by_wish;  // how many files of all projects each line asks for
};

// The files that a line asks for; none while the page is unknown.
Bits files_of_wish(const ClosureState& state, const Package& package, std::uint32_t wish);

// The files that come with what depends on the package.
Bits depended_files(const Package& package);

}  // namespace adder::mirror
