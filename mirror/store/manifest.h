#pragma once

#include "mirror/store/store.h"

#include <string_view>

namespace adder::mirror {

// Writes store/generations/<number>: which page bytes each published path had, readable without
// the ledger (docs/formats/generation.md).
Result<void> write_manifest(const Store& store, int number, std::string_view cause);

}  // namespace adder::mirror
