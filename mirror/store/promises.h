#pragma once

#include "base/core/checksum.h"
#include "mirror/store/store.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// A public file that a unit's pages name, and the blob that it is.
struct Promise {
  std::string path;
  Sha256 sha256;
};

// What a unit promises, as of a generation, by path.
Result<std::vector<Promise>> promises_as_of(const Store& store, std::string_view unit,
                                            int generation);

// How what a unit shall promise differs from what it promises now. It points into what was
// compared.
struct PromiseChanges {
  std::vector<const Promise*> added;
  std::vector<const Promise*> changed;  // other bytes at a path that is promised now
  std::vector<std::string> dropped;
  bool empty() const { return added.empty() && changed.empty() && dropped.empty(); }
};

// In one pass over both: a channel promises some 400,000 files. `wanted` is sorted by path.
Result<PromiseChanges> compare_promises(const Store& store, std::string_view unit,
                                        std::span<const Promise> wanted);

// Enters them as of that generation. What is added gets its public path now: files first. Other
// bytes at a path wait for the switch: see finish_switch().
Result<void> enter_promises(const Store& store, std::string_view unit, int generation,
                            const PromiseChanges& changes);

void sort_by_path(std::vector<Promise>& promises);

}  // namespace adder::mirror
