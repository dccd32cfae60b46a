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
  int again = 0;            // a rollback: the generation it publishes again
};

Result<std::vector<Generation>> generations(const Store& store);
// Notes what a rollback publishes again, in the transaction that makes it generation `number`.
Result<void> note_rollback(const Store& store, int number, int again);

Result<int> current_generation(const Store& store);  // 0: nothing published yet

// `invalid` when there is no such generation. False: it was so already.
Result<bool> set_pinned(const Store& store, int number, bool pinned);

// There is no such generation; these are kept.
Error no_generation(const std::vector<Generation>& kept, int number);

// Those that stay: the newest ones, the last of each of the last days, and every pinned one.
std::set<int> generations_to_keep(const std::vector<Generation>& all, const Limits& limits,
                                  Time now);

}  // namespace adder::mirror
