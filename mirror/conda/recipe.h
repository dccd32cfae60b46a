#pragma once

#include "base/core/checksum.h"
#include "base/core/result.h"
#include "mirror/lists/conda_wish.h"
#include "mirror/store/store.h"
#include "mirror/words/config.h"

#include <string>

namespace adder::mirror {

// All that is asked of a channel: while it is the same, and upstream's indexes are, so is the
// outcome.
Sha256 recipe_of(const ChannelConfig& channel, const CondaRequestList& requests);

// A recipe has been carried out: what it names is published, as these units now are. Whatever
// changes them otherwise (a rollback, something hidden) makes that void.
Result<bool> is_carried_out(const Store& store, const ChannelConfig& channel, const Sha256& recipe);
Result<void> note_carried_out(const Store& store, const ChannelConfig& channel,
                              const Sha256& recipe);

// To be said before another index is accepted: until what it says is published, nothing is.
Result<void> forget_carried_out(const Store& store, const ChannelConfig& channel);

}  // namespace adder::mirror
