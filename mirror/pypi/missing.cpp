#include "mirror/pypi/missing.h"

#include <algorithm>
#include <optional>
#include <set>
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
    std::set<std::uint32_t> seen;
    // From the newest down, so that it is the newest that is named.
    for (auto version = static_cast<std::uint32_t>(versions.size()); version-- > 0;) {
      if (!versions.has(version)) continue;
      for (const auto demand : package.demands_of(version)) {
        if (seen.contains(demand) || !state_.counts(package, version, demand)) continue;
        seen.insert(demand);
        if (state_.demands[demand].target != number) look_for_gap(package, version, demand);
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
  void look_for_gap(const Package& package, std::uint32_t version, std::uint32_t demand) {
    const auto why = gap_in(demand);
    if (!why) return;
    gaps_.push_back({.dependent = package.name.text(),
                     .version = package.offer->versions()[version].text(),
                     .requirement = std::string(state_.words(demand)),
                     .project = state_.target(demand).name.text(),
                     .why = *why});
  }

  std::optional<Why> gap_in(std::uint32_t demand) const {
    const auto& target = state_.target(demand);
    if (target.is_excluded) return Why::excluded;
    if (target.page == Package::Page::absent) return Why::absent;
    if (target.page == Package::Page::unreadable) return std::nullopt;  // not for want of asking
    const auto number = state_.demands[demand].target;
    if (!wanted_.files[number].any()) return Why::not_asked_for;
    const auto versions = versions_of(number);
    const auto& specifier = state_.specifiers[state_.bound(demand).specifier];
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

std::vector<Gap> missing(const ClosureState& state, const Wanted& wanted) {
  Search search(state, wanted);
  for (std::uint32_t number = 0; number < state.packages.size(); ++number) search.look_at(number);
  return std::move(search).take();
}

}  // namespace adder::mirror
