#pragma once

#include "base/core/clock.h"
#include "mirror/sync.h"
#include "mirror/words/config.h"
#include "mirror/words/report.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>

namespace adder::mirror {

struct AdoptOutcome {
  std::uint64_t files = 0;  // taken over in this run
  std::uint64_t bytes = 0;
  std::uint64_t other_bytes = 0;  // files that have the name and the size of a wanted one, no more
  std::uint64_t still_wanted = 0;
};

// Looks below `folder`, a tree that some other tool left, for files that are wanted and not here
// yet, and brings their bytes into the store: what has the right name and size is hashed, and taken
// if it is what upstream promises. Nothing is published, the next sync finds the bytes. The tree is
// never changed.
Result<AdoptOutcome> adopt(const Config& config, const Requests& requests, const Clock& clock,
                           const std::filesystem::path& folder, Report& report,
                           std::stop_token stop);

}  // namespace adder::mirror
