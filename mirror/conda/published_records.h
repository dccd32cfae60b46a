#pragma once

#include "base/conda/repodata_handler.h"
#include "base/core/result.h"
#include "mirror/store/store.h"
#include "mirror/store/unit.h"

#include <string>

namespace adder::mirror {

// Tells what our own index of a subdir says, as it is published now or was in an older generation.
// Nothing is told where the unit has none.
Result<void> read_published(const Store& store, const Unit& unit, conda::RepodataHandler& handler);
Result<void> read_published(const Store& store, const std::string& unit,
                            conda::RepodataHandler& handler);

}  // namespace adder::mirror
