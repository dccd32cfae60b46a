#pragma once

#include "mirror/lists/wish.h"
#include "mirror/pypi/missing.h"
#include "mirror/store/store.h"
#include "mirror/words/config.h"

#include <vector>

namespace adder::mirror {

// What wanted packages depend on that no list asks for, as far as the last sync has seen the pages
// and brought home the metadata. No network, and nothing is written.
Result<std::vector<Gap>> find_gaps(const Store& store, const RequestList& requests,
                                   const PypiConfig& config);

}  // namespace adder::mirror
