#pragma once

#include "mirror/store/blobs.h"
#include "mirror/words/config.h"
#include "mirror/words/report.h"

#include <span>
#include <stop_token>

namespace adder::mirror {

// Brings these bytes home once more from where they came: the centre's own folders, or upstream, as
// far as they are still there. What comes has the same checksum or is not taken.
Result<void> fetch_lost_blobs(const Config& config, const Store& store, std::span<const Blob> lost,
                              Report& report, const std::stop_token& stop);

}  // namespace adder::mirror
