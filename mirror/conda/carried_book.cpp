#include "mirror/conda/carried_book.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace {

using Trait = bool PackageTraits::*;

// In the ledger a set bit each, from the lowest.
constexpr std::array<Trait, 7> kTraits = {
    &PackageTraits::activate_d,  &PackageTraits::deactivate_d, &PackageTraits::binary_prefix,
    &PackageTraits::text_prefix, &PackageTraits::pre_link,     &PackageTraits::post_link,
    &PackageTraits::pre_unlink};

std::int64_t number_of(const PackageTraits& traits) {
  std::int64_t number = 0;
  for (std::size_t bit = 0; bit < kTraits.size(); ++bit) {
    if (traits.*kTraits[bit]) number |= std::int64_t{1} << bit;
  }
  return number;
}

PackageTraits traits_of(std::int64_t number) {
  PackageTraits traits;
  for (std::size_t bit = 0; bit < kTraits.size(); ++bit) {
    traits.*kTraits[bit] = (number >> bit & 1) != 0;
  }
  return traits;
}

// Goes through the rows in the order of their sums: to one that is near step by step, to one that
// is far by looking it up. Where many are asked for, looking up is what takes the time.
class Rows {
 public:
  explicit Rows(const Ledger& ledger) : ledger_(ledger) {}

  // Whether there is a row of this sum, which is no less than the one before.
  Result<bool> go_to(const Sha256& sum) {
    constexpr int near = 8;
    for (int steps = 0; has_row_ && row_sum() < sum && steps < near; ++steps) TRY(step());
    const bool is_far = has_row_ && row_sum() < sum;
    if (!row_ || is_far) TRY(look_up(sum));
    return has_row_ && row_sum() == sum;
  }

  CarriedView view() const {
    return {.about = row_->bytes(3),
            .run_exports = row_->bytes(2),
            .traits = traits_of(row_->number(1))};
  }

 private:
  Sha256 row_sum() const { return row_->digest<Sha256>(0); }

  Result<void> look_up(const Sha256& sum) {
    row_.reset();
    TRY_ASSIGN(auto row, ledger_.prepare("SELECT sha256, traits, run_exports, about "
                                         "FROM conda_carried WHERE sha256 >= ?1 ORDER BY sha256"));
    row_.emplace(std::move(row)).bind(1, sum);
    return step();
  }

  Result<void> step() {
    TRY_ASSIGN(has_row_, row_->step());
    return {};
  }

  const Ledger& ledger_;
  std::optional<io::Statement> row_;  // without a row: behind the last one
  bool has_row_ = false;
};

}  // namespace

Result<void> remember_carried(const Ledger& ledger, const Sha256& sum, const Carried& carried) {
  TRY_ASSIGN(auto row,
             ledger.prepare("INSERT OR REPLACE INTO conda_carried VALUES (?1, ?2, ?3, ?4)"));
  row.bind(1, sum).bind(2, number_of(carried.traits));
  TRY(row.bind(3, carried.run_exports).bind(4, carried.about).run());
  return {};
}

Result<std::optional<Carried>> recall_carried(const Ledger& ledger, const Sha256& sum) {
  Rows rows(ledger);
  TRY_ASSIGN(const auto found, rows.go_to(sum));
  if (!found) return std::optional<Carried>();
  const auto view = rows.view();
  return std::optional(Carried{.about = std::string(view.about),
                               .run_exports = std::string(view.run_exports),
                               .traits = view.traits});
}

Result<void> recall_all_carried(
    const Ledger& ledger, std::span<const Sha256> sums,
    const std::function<Result<void>(std::size_t at, const CarriedView& carried)>& take) {
  std::vector<std::uint32_t> places(sums.size());
  std::iota(places.begin(), places.end(), 0);
  std::ranges::sort(places, {}, [&](std::uint32_t place) -> const Sha256& { return sums[place]; });
  Rows rows(ledger);
  for (const auto place : places) {
    TRY_ASSIGN(const auto found, rows.go_to(sums[place]));
    if (found) TRY(take(place, rows.view()));
  }
  return {};
}

}  // namespace adder::mirror
