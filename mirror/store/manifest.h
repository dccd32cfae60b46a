#pragma once

#include "mirror/store/generations.h"
#include "mirror/store/store.h"

#include <functional>
#include <string_view>

namespace adder::mirror {

// Writes store/generations/<number>: which page bytes each published path had, readable without
// the ledger (docs/formats/generation.md).
Result<void> write_manifest(const Store& store, const Generation& generation);

// The same text, piece by piece: it may be long.
using TakeText = std::function<Result<void>(std::string_view)>;
Result<void> draw_manifest(const Store& store, const Generation& generation, const TakeText& take);

}  // namespace adder::mirror
