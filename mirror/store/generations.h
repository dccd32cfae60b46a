#pragma once

#include "base/core/clock.h"
#include "mirror/store/store.h"
#include "mirror/words/config.h"

#include <set>
#include <string>
#include <vector>

namespace adder::mirror {

struct Generation {
  int number = 0;
  Time made_at;
  std::string cause;
  std::string note;
  bool pinned = false;
  std::uint64_t units = 0;  // that changed in it
};

Result<std::vector<Generation>> generations(const Store& store);
Result<int> current_generation(const Store& store);  // 0: nothing published yet

// `invalid` when there is no such generation.
Result<void> set_pinned(const Store& store, int number, bool pinned);

// Those that stay: the newest ones, the last of each of the last days, and every pinned one.
std::set<int> generations_to_keep(const std::vector<Generation>& all, const Limits& limits,
                                  Time now);

}  // namespace adder::mirror
