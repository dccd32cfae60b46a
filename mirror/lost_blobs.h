#pragma once

#include "mirror/store/blobs.h"
#include "mirror/words/config.h"
#include "mirror/words/report.h"

#include <span>
#include <stop_token>

namespace adder::mirror {

// Fetches these bytes once more from where they came, as far as upstream still has them. What comes
// has the same checksum or is not taken.
Result<void> fetch_lost_blobs(const Config& config, const Store& store, std::span<const Blob> lost,
                              Report& report, const std::stop_token& stop);

}  // namespace adder::mirror
