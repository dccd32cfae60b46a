#include "mirror/conda/examine.h"

#include "base/core/pool.h"
#include "mirror/conda/carried_book.h"
#include "mirror/store/settler.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace {

// What they carry is in memory until it is remembered.
constexpr std::size_t kAtOnce = 2'000;

Result<void> examine_some(const Store& store, std::span<const HeldPackage> packages, Pool& pool,
                          const std::function<void(const HeldPackage&, const Error&)>& refuse) {
  std::vector<std::optional<Result<Carried>>> read(packages.size());
  for (std::size_t at = 0; at < packages.size(); ++at) {
    pool.add([&, at] {
      const auto& package = packages[at];
      read[at] = read_carried(store.paths().blob(package.sum), package.name);
    });
  }
  pool.finish();
  TRY_ASSIGN(auto transaction, store.ledger().begin());
  for (std::size_t at = 0; at < packages.size(); ++at) {
    if (!*read[at]) {
      refuse(packages[at], read[at]->error());
      continue;
    }
    TRY(remember_carried(store.ledger(), packages[at].sum, **read[at]));
  }
  return std::move(transaction).commit();
}

}  // namespace

Result<void> examine(const Store& store, std::span<const HeldPackage> packages,
                     const std::function<void(const HeldPackage&, const Error&)>& refuse,
                     const std::stop_token& stop) {
  if (packages.empty()) return {};
  const bool alone = Settler::usual() == Settler::Schedule::inline_only;
  Pool pool(alone ? 1 : cores());
  for (std::size_t first = 0; first < packages.size(); first += kAtOnce) {
    if (stop.stop_requested()) return Error(Error::Kind::cancelled, "reading packages was stopped");
    const auto some = packages.subspan(first, std::min(kAtOnce, packages.size() - first));
    TRY(examine_some(store, some, pool, refuse));
  }
  return {};
}

}  // namespace adder::mirror
