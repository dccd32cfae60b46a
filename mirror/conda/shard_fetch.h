#pragma once

#include "base/core/result.h"
#include "mirror/conda/look_context.h"
#include "mirror/conda/subdir_index.h"

#include <map>
#include <set>
#include <span>
#include <string>

namespace adder::mirror {

// Puts the shards of these packages, as far as the indexes name them, on their shelves: those that
// are on disk already, and whole, need no fetching. Each must have the checksum that the index
// names, so anybody may bring it: first the index's own upstream, then the others. One that is not
// there yet may be on its way, and is asked for again after a moment.
//
// Tells of every index that lacks one after all, and why. An error is this machine's trouble, or
// that we were stopped.
using MissingShards = std::map<const SubdirIndex*, std::string>;
Result<MissingShards> fetch_shards(LookContext& context,
                                   std::span<const SubdirIndex* const> indexes,
                                   const std::set<std::string>& names);

}  // namespace adder::mirror
