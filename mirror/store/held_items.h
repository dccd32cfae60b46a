#pragma once

#include "mirror/store/store.h"
#include "mirror/words/held.h"

#include <functional>
#include <string>
#include <vector>

namespace adder::mirror {

// A held item as the ledger remembers it.
struct HeldItem {
  Held held;
  Time since;
  std::int64_t tries = 0;
};

Result<std::vector<HeldItem>> held_items(const Store& store);

// What this run held in a section replaces what was held there before, as far as the run looked;
// who was held already keeps the time since when, and has one more try. Inside a transaction.
using LookedAt = std::function<bool(const std::string& item)>;
Result<void> enter_held(const Store& store, const std::string& section,
                        const std::vector<Held>& items, const LookedAt& looked_at);

}  // namespace adder::mirror
