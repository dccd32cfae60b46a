#pragma once

#include "base/core/result.h"
#include "mirror/conda/subdir_draft.h"
#include "mirror/store/store.h"
#include "mirror/store/unit.h"

#include <span>
#include <string>
#include <vector>

namespace adder::mirror {

// What the index of a unit would say if nothing of it were hidden.
Result<std::vector<HiddenRecord>> hidden_records(const Store& store, const Unit& unit);

// Of the unit as it is now.
Result<void> remember_hidden_records(const Store& store, const std::string& unit,
                                     std::span<const HiddenRecord> records);

}  // namespace adder::mirror
