#pragma once

#include "base/core/result.h"

#include <cstdint>
#include <string>

namespace adder::mirror {

// Something that is counted at every run, then and now.
struct Census {
  std::string section;  // as --allow-shrink names it
  std::string what;     // "projects in the list of https://pypi.org/simple/"
  std::uint64_t before = 0;
  std::uint64_t now = 0;
};

// Refuses when more than `percent` of what was there is gone: an upstream in trouble looks like an
// upstream that lost most of its files. Counts below 50 say nothing; 0 % is no limit.
Result<void> guard_shrink(const Census& census, int percent);

// Refuses a plan that would download more than `most`; 0 is no limit.
Result<void> guard_download(std::uint64_t bytes, std::uint64_t most);

struct Room {
  std::uint64_t free = 0;
  std::uint64_t needed = 0;
};

// Refuses to go on where the disk is as full as that already.
Result<void> guard_free(std::uint64_t free, std::uint64_t least);

// Refuses when less than `least` would stay free on the disk; 0 is no limit.
Result<void> guard_room(const Room& room, std::uint64_t least);

}  // namespace adder::mirror
