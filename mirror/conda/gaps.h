#pragma once

#include "base/core/result.h"
#include "mirror/lists/conda_wish.h"
#include "mirror/store/store.h"
#include "mirror/words/config.h"
#include "mirror/words/gap.h"

#include <vector>

namespace adder::mirror {

// What published packages of a channel depend on that no list asks for, from our own indexes: no
// network, and nothing is written. A dependency that nobody mirrors may still exist upstream.
Result<std::vector<Gap>> find_channel_gaps(const Store& store, const ChannelConfig& channel,
                                           const CondaRequestList& list);

}  // namespace adder::mirror
