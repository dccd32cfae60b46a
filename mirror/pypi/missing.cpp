#include "mirror/pypi/missing.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace adder::mirror {

namespace {

using Why = Gap::Why;

// Finds the gaps of one package after the other.
class Search {
 public:
  Search(const ClosureState& state, const Wanted& wanted) : state_(state), wanted_(wanted) {}

  void look_at(std::uint32_t number) {
    const auto& package = state_.packages[number];
    if (!package.offer) return;
    const auto versions = versions_of(number);
    std::vector<bool> seen(package.demands.size());
    // From the newest down, so that it is the newest that is named.
    for (auto version = versions.size(); version-- > 0;) {
      if (!versions.has(version)) continue;
      for (const auto i : package.requirements(static_cast<std::uint32_t>(version))) {
        if (seen[i]) continue;
        seen[i] = add(number, static_cast<std::uint32_t>(version), package.demands[i]);
      }
    }
  }

  std::vector<Gap> take() && {
    std::ranges::sort(gaps_, {}, [](const Gap& gap) {
      return std::tie(gap.dependent, gap.project, gap.requirement);
    });
    return std::move(gaps_);
  }

 private:
  // Says whether the demand counts for this version, gap or not.
  bool add(std::uint32_t number, std::uint32_t version, const Demand& demand) {
    const auto& package = state_.packages[number];
    if (!state_.counts(package, version, demand)) return false;
    if (demand.target == number) return true;
    const auto why = gap_in(demand);
    if (!why) return true;
    gaps_.push_back({.dependent = package.name.text(),
                     .version = package.offer->versions()[version].text(),
                     .requirement = demand.words,
                     .project = state_.packages[demand.target].name.text(),
                     .why = *why});
    return true;
  }

  std::optional<Why> gap_in(const Demand& demand) const {
    const auto& target = state_.packages[demand.target];
    if (target.is_excluded) return Why::excluded;
    if (target.page == Package::Page::absent) return Why::absent;
    if (!wanted_.files[demand.target].any()) return Why::not_asked_for;
    const auto versions = versions_of(demand.target);
    const auto& specifier = target.bounds[demand.bound].specifier;
    for (std::size_t i = 0; i < versions.size(); ++i) {
      if (versions.has(i) && target.offer->versions()[i].is_within(specifier)) return std::nullopt;
    }
    return Why::no_such_version;
  }

  Bits versions_of(std::uint32_t number) const {
    return state_.packages[number].offer->versions_of(wanted_.files[number]);
  }

  const ClosureState& state_;
  const Wanted& wanted_;
  std::vector<Gap> gaps_;
};

}  // namespace

std::string_view words(Gap::Why why) {
  switch (why) {
    case Why::not_asked_for:
      return "no list asks for it";
    case Why::no_such_version:
      return "the lists ask for other versions only";
    case Why::excluded:
      return "a line leaves it out";
    case Why::absent:
      return "upstream has no such project";
  }
  return "";
}

std::vector<Gap> missing(const ClosureState& state, const Wanted& wanted) {
  Search search(state, wanted);
  for (std::uint32_t number = 0; number < state.packages.size(); ++number) search.look_at(number);
  return std::move(search).take();
}

}  // namespace adder::mirror
