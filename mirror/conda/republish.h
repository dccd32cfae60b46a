#pragma once

#include "base/core/result.h"
#include "mirror/conda/subdir_draft.h"
#include "mirror/store/publication.h"
#include "mirror/store/store.h"
#include "mirror/store/unit.h"

#include <string>

namespace adder::mirror {

// Publishes the subdirs of all channels as they were in that generation, or as they are now with
// what is hidden now, and takes away those that were not there: without network, from our own
// indexes. Files whose bytes have gone since are left out.
Result<void> republish_channels(const Store& store, Publication& publication, int generation);

// The same for one subdir, whose index is that of `then`.
Result<void> republish_subdir(const Store& store, Publication& publication, const Unit& then);

}  // namespace adder::mirror
