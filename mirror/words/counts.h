#pragma once

#include <cstdint>

namespace adder::mirror {

// What a section holds.
struct Counts {
  std::uint64_t projects = 0;  // names of packages
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
};

}  // namespace adder::mirror
