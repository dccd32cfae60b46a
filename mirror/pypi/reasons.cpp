#include "mirror/pypi/reasons.h"

#include "base/core/text.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace adder::mirror {

std::string dependent(const ClosureState& state, const Asker& asker) {
  const auto& package = state.packages[asker.package];
  const auto version = package.offer->versions()[asker.version].text();
  return cat(package.name.text(), ' ', printable(version));
}

bool is_met(const ClosureState& state, std::uint32_t demand) {
  return state.target(demand).offer && state.bound(demand).versions.any();
}

Reasons::Reasons(const ClosureState& state) : state_(&state), askers_(state.packages.size()) {
  for (const auto& package : state.packages) {
    seen_versions_.emplace_back(package.versions.size());
  }
  const auto name = [&](const Place& place) -> std::string_view {
    return state.packages[place.package].name.text();
  };
  auto places = roots();
  for (std::uint32_t steps = 0; !places.empty(); ++steps) {
    std::ranges::sort(places, [&](const Place& a, const Place& b) {
      return a.package != b.package ? name(a) < name(b) : a.version > b.version;
    });
    std::vector<Place> next;
    for (const auto& place : places) visit(place, steps, next);
    places = std::move(next);
  }
  for (auto& askers : askers_) {
    std::ranges::sort(askers, {}, [&](const Asker& asker) {
      return std::tuple<std::uint32_t, std::string_view, std::string_view>(
          asker.steps, state.packages[asker.package].name.text(), state.words(asker.demand));
    });
  }
}

std::vector<Reasons::Place> Reasons::roots() {
  std::vector<Place> places;
  for (std::uint32_t package = 0; package < state_->packages.size(); ++package) {
    const auto& versions = state_->packages[package].versions;
    for (std::uint32_t version = 0; version < versions.size(); ++version) {
      if (!versions[version].is_root) continue;
      seen_versions_[package].add(version);
      places.push_back({package, version});
    }
  }
  return places;
}

void Reasons::visit(const Place& place, std::uint32_t steps, std::vector<Place>& next) {
  const auto& package = state_->packages[place.package];
  for (const auto demand : package.demands_of(place.version)) {
    const bool is_new = !seen_demands_.contains({place.package, demand});
    if (!is_new || !state_->counts(package, place.version, demand)) continue;
    seen_demands_.emplace(place.package, demand);
    const auto target = state_->demands[demand].target;
    if (target == place.package) continue;
    askers_[target].push_back({place.package, place.version, demand, steps});
    reach(demand, next);
  }
}

void Reasons::reach(std::uint32_t demand, std::vector<Place>& next) {
  if (!is_met(*state_, demand)) return;
  const auto target = state_->demands[demand].target;
  auto& seen = seen_versions_[target];
  (state_->bound(demand).versions - seen).each([&](std::size_t version) {
    if (!state_->packages[target].versions[version].is_depended) return;
    seen.add(version);
    next.push_back({target, static_cast<std::uint32_t>(version)});
  });
}

}  // namespace adder::mirror
