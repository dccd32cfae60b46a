#include "mirror/pypi/reasons.h"

#include "base/core/text.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace adder::mirror {

const Demand& demand_of(const ClosureState& state, const Asker& asker) {
  return state.packages[asker.package].demands[asker.demand];
}

std::string dependent(const ClosureState& state, const Asker& asker) {
  const auto& package = state.packages[asker.package];
  const auto version = package.offer->versions()[asker.version].text();
  return cat(package.name.text(), ' ', printable(version));
}

bool is_met(const ClosureState& state, const Demand& demand) {
  const auto& target = state.packages[demand.target];
  return target.offer && target.bounds[demand.bound].versions.any();
}

Reasons::Reasons(const ClosureState& state) : state_(&state), askers_(state.packages.size()) {
  for (const auto& package : state.packages) {
    seen_versions_.emplace_back(package.versions.size());
    seen_demands_.emplace_back(package.demands.size());
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
      const auto& package = state.packages[asker.package];
      return std::tuple<std::uint32_t, std::string_view, std::string_view>(
          asker.steps, package.name.text(), package.demands[asker.demand].words);
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
  for (const auto i : package.requirements(place.version)) {
    const auto& demand = package.demands[i];
    const bool is_new = demand.is_binding && !seen_demands_[place.package].has(i);
    if (!is_new || !state_->counts(package, place.version, demand)) continue;
    seen_demands_[place.package].add(i);
    askers_[demand.target].push_back({place.package, place.version, i, steps});
    reach(demand, next);
  }
}

void Reasons::reach(const Demand& demand, std::vector<Place>& next) {
  const auto& target = state_->packages[demand.target];
  if (!target.offer) return;
  auto& seen = seen_versions_[demand.target];
  (target.bounds[demand.bound].versions - seen).each([&](std::size_t version) {
    if (!target.versions[version].is_depended) return;
    seen.add(version);
    next.push_back({demand.target, static_cast<std::uint32_t>(version)});
  });
}

}  // namespace adder::mirror
