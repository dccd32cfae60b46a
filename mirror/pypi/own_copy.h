#pragma once

#include "mirror/pypi/own_file.h"
#include "mirror/store/blobs.h"

#include <span>

namespace adder::mirror {

// Brings a lost blob home from the centre's own folders, if a file there still is it, or holds the
// metadata that it is. False: it is not there.
Result<bool> copy_from_own(const Store& store, std::span<const OwnFile> files, const Blob& blob);

}  // namespace adder::mirror
