#pragma once

#include "base/conda/repodata_handler.h"
#include "base/core/result.h"
#include "mirror/store/store.h"
#include "mirror/store/unit.h"

#include <string>

namespace adder::mirror {

// Tells what our own index of a subdir says, as it is now or was in an older generation. Nothing is
// told where there is none.
Result<void> read_published(const Store& store, const Unit& unit, conda::RepodataHandler& handler);

// And what it would say if nothing of it were hidden.
Result<void> read_whole(const Store& store, const Unit& unit, conda::RepodataHandler& handler);

}  // namespace adder::mirror
