#pragma once

#include "base/core/checksum.h"
#include "base/core/result.h"
#include "mirror/conda/carried.h"
#include "mirror/store/ledger.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace adder::mirror {

// Remembers what packages carry, by the sha256 of their bytes: each is read once. Only of blobs
// that we hold; when one goes, so does what is remembered of it. Who has many to remember begins a
// transaction around them.
Result<void> remember_carried(const Ledger& ledger, const Sha256& sum, const Carried& carried);

// Nothing: it has not been read yet.
Result<std::optional<Carried>> recall_carried(const Ledger& ledger, const Sha256& sum);

// One of many, its texts good for the call only.
struct CarriedView {
  std::string_view about;
  std::string_view run_exports;
  PackageTraits traits;
};

// Recalls many at the speed of reading the ledger from its beginning to its end, which is why they
// come in the order of their sums: `at` is the place among those that were given. Of one that has
// not been read yet nothing comes.
Result<void> recall_all_carried(
    const Ledger& ledger, std::span<const Sha256> sums,
    const std::function<Result<void>(std::size_t at, const CarriedView& carried)>& take);

}  // namespace adder::mirror
