#pragma once

#include "base/core/result.h"
#include "mirror/store/publication.h"
#include "mirror/store/store.h"

#include <string>
#include <vector>

namespace adder::mirror {

// What a channel says of itself, from the indexes of its subdirs as they are in the publication at
// hand: channeldata.json, and the notices where upstream has some.
Result<std::vector<PageFile>> draw_channel(const Store& store, const std::string& channel,
                                           const std::vector<std::string>& subdirs,
                                           const std::string& notices);

}  // namespace adder::mirror
