#pragma once

#include "base/core/result.h"
#include "mirror/conda/subdir_draft.h"
#include "mirror/store/publication.h"
#include "mirror/store/store.h"
#include "mirror/store/unit.h"

#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// Publishes a subdir once more with what is hidden now: without network, from our own index as it
// is or was. Files whose bytes have gone since are left out.
Result<void> republish_subdir(const Store& store, Publication& publication, const Unit& then);

// All of a channel, as it is.
Result<void> republish_channel(const Store& store, Publication& publication,
                               const std::string& channel);

// Whether the index of the unit and what is hidden now may disagree.
Result<bool> is_touched_by_hiding(const Store& store, const Unit& unit);

// The channels that have, or had, a package or a file of that name.
Result<std::vector<std::string>> channels_with(const Store& store, std::string_view name);

}  // namespace adder::mirror
