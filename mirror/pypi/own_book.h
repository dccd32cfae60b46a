#pragma once

#include "mirror/pypi/own_file.h"
#include "mirror/store/store.h"

#include <span>
#include <vector>

namespace adder::mirror {

// The centre's own files as the last sync found them.
Result<std::vector<OwnFile>> known_own_files(const Store& store);

// Replaces them all.
Result<void> remember_own_files(const Store& store, std::span<const OwnFile> files);

}  // namespace adder::mirror
