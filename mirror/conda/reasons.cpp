#include "mirror/conda/reasons.h"

#include "base/core/text.h"
#include "mirror/conda/closure_state.h"

#include <algorithm>

namespace adder::mirror {

namespace {

// Besides those that a record is wanted for: enough to see that more than one asks for it.
constexpr std::size_t kMostOthers = 10;

std::vector<bool> demands_that_brought_something(const CondaClosureState& state) {
  std::vector<bool> brought(state.demands.size());
  for (OfferId id = 0; id < state.causes.size(); ++id) {
    const auto& cause = state.causes[id];
    if (state.is_bound[id] && cause.is_demand) brought[cause.number] = true;
  }
  return brought;
}

}  // namespace

CondaReasons::CondaReasons(const CondaClosureState& state)
    : state_(&state), rows_(state.packages.size()), row_of_demand_(state.demands.size()) {
  for (std::uint32_t package = 0; package < rows_.size(); ++package) add_wishes(package);
  add_demands();
}

void CondaReasons::add_wishes(std::uint32_t package) {
  for (const auto wish : state_->packages[package].wishes) {
    if (selected(wish, state_->name_of(package)).empty()) continue;
    rows_[package].push_back({.is_demand = false, .number = wish});
  }
}

void CondaReasons::add_demands() {
  const auto brought = demands_that_brought_something(*state_);
  std::vector<std::size_t> others(rows_.size());
  for (std::uint32_t demand = 0; demand < state_->demands.size(); ++demand) {
    const auto& spec = state_->specs[state_->demands[demand].spec];
    const auto dependent = state_->package_of[state_->demands[demand].dependent];
    const bool tells_more =
        spec.is_met && dependent != spec.package && others[spec.package] < kMostOthers;
    if (!brought[demand] && !tells_more) continue;
    if (!brought[demand]) ++others[spec.package];
    auto& rows = rows_[spec.package];
    row_of_demand_[demand] = static_cast<std::uint32_t>(rows.size());
    rows.push_back({.is_demand = true, .number = demand});
  }
}

std::vector<OfferId> CondaReasons::selected(std::uint32_t wish, std::string_view package) const {
  std::vector<OfferId> left;
  for (const auto id : state_->offers.of_package(package)) {
    if (!state_->is_excluded[id]) left.push_back(id);
  }
  return select(state_->list.wishes[wish], state_->offers, left);
}

Result<void> CondaReasons::each(const Visit& visit) const {
  std::vector<std::uint32_t> packages;
  for (std::uint32_t package = 0; package < rows_.size(); ++package) {
    if (!rows_[package].empty()) packages.push_back(package);
  }
  std::ranges::sort(packages, {}, [&](std::uint32_t package) { return state_->name_of(package); });
  std::vector<CondaBecause> reasons;
  for (const auto package : packages) {
    const auto name = state_->name_of(package);
    reasons.clear();
    for (const auto& row : rows_[package]) reasons.push_back(because(name, row));
    TRY(visit(name, reasons));
  }
  return {};
}

CondaBecause CondaReasons::because(std::string_view package, const Row& row) const {
  return row.is_demand ? dependent(row.number) : line(package, row.number);
}

CondaBecause CondaReasons::line(std::string_view package, std::uint32_t wish) const {
  const auto& line = state_->list.wishes[wish];
  CondaBecause because;
  because.words.wish = cat(line.place.file, ':', line.place.line, ": ", line.text);
  if (!line.latest) return because;
  std::vector<std::string> versions;
  for (const auto id : selected(wish, package))
    versions.push_back(state_->offers.version(id).text());
  std::ranges::sort(versions);
  versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
  because.versions = join(versions, ",");
  return because;
}

CondaBecause CondaReasons::dependent(std::uint32_t demand) const {
  const auto& [spec, id, places] = state_->demands[demand];
  return {.words = {.wish = {},
                    .dependent = words(state_->offers, id),
                    .requirement = std::string(state_->words(state_->specs[spec]))},
          .subdir = state_->offers.subdirs()[state_->offers.place(id)],
          .next = place_of_cause(id)};
}

std::uint32_t CondaReasons::place_of_cause(OfferId id) const {
  const auto& cause = state_->causes[id];
  if (cause.is_demand) return row_of_demand_[cause.number];
  const auto& rows = rows_[state_->package_of[id]];
  const auto found = std::ranges::find_if(
      rows, [&](const Row& row) { return !row.is_demand && row.number == cause.number; });
  return static_cast<std::uint32_t>(found - rows.begin());
}

}  // namespace adder::mirror
