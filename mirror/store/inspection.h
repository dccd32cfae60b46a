#pragma once

#include "base/core/pool.h"
#include "base/core/result.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace adder::mirror {

// A thing on disk that is not what the ledger says.
template <class Kind>
struct Broken {
  typename Kind::Thing thing;
  std::string what;  // "is missing"
};

// Ends with everything that uses the variables around it.
class PoolUse {
 public:
  explicit PoolUse(Pool& pool) : pool_(pool) {}
  PoolUse(const PoolUse&) = delete;
  PoolUse& operator=(const PoolUse&) = delete;
  ~PoolUse() { pool_.finish(); }

 private:
  Pool& pool_;
};

// Looks at everything of one kind that the ledger promises, a few things in memory at a time. A
// kind has
//
//   Thing                           one of them
//   next(const Thing* last)         those that come after it in the ledger's order; none: the end
//   trouble(thing)                  what is wrong with it on disk, if anything; from many threads
//   is_promised(thing)              whether the ledger still says so
//
// Others may change the mirror meanwhile. Only what is wrong once more, when everything has been
// looked at, and is promised even after that is broken.
template <class Kind>
Result<std::vector<Broken<Kind>>> find_broken(const Kind& kind, Pool& pool,
                                              const std::stop_token& stop, std::uint64_t& looked) {
  using Thing = typename Kind::Thing;
  std::mutex mutex;
  std::vector<Thing> suspects;
  {
    const PoolUse use(pool);
    TRY_ASSIGN(auto things, kind.next(nullptr));
    while (!things.empty()) {
      looked += things.size();
      const auto last = things.back();
      for (auto& thing : things) {
        pool.add([&, thing = std::move(thing)] {
          if (stop.stop_requested() || !kind.trouble(thing)) return;
          const std::lock_guard guard(mutex);
          suspects.push_back(thing);
        });
      }
      if (stop.stop_requested()) break;
      TRY_ASSIGN(things, kind.next(&last));
    }
  }
  if (stop.stop_requested()) return Error(Error::Kind::cancelled, "verifying was stopped");
  std::vector<Broken<Kind>> broken;
  for (auto& thing : suspects) {
    auto trouble = kind.trouble(thing);
    if (!trouble) continue;
    TRY_ASSIGN(const auto promised, kind.is_promised(thing));
    if (promised) broken.push_back({.thing = std::move(thing), .what = *std::move(trouble)});
  }
  return broken;
}

// In the words of a damage: why a file cannot be read.
inline std::string trouble_with(const Error& error) {
  return error.kind() == Error::Kind::not_found ? "is missing" : error.words();
}

inline constexpr std::string_view kOtherBytes = "holds other bytes than the ledger says";

}  // namespace adder::mirror
