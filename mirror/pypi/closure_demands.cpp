#include "mirror/pypi/closure_work.h"

#include <algorithm>

// How demands come to count, and what of: the other half of ClosureWork.
namespace adder::mirror {

namespace {

// More than any real package has; a hostile one shall not keep us busy for ever.
constexpr std::size_t kMostExtras = 1000;

Extras missing_from(const Extras& known, const Extras& asked) {
  Extras out;
  std::ranges::set_difference(asked, known, std::inserter(out, out.end()));
  return out;
}

}  // namespace

// The number of the demand with these words among the package's own.
std::uint32_t ClosureWork::learn(std::uint32_t package, const std::string& words) {
  auto& owner = state_->packages[package];
  if (const auto known = owner.demand_numbers.find(words); known != owner.demand_numbers.end()) {
    return known->second;
  }
  const auto number = static_cast<std::uint32_t>(owner.demands.size());
  auto& demand = owner.demands.emplace_back();
  demand.words = words;
  owner.demand_numbers.emplace(demand.words, number);
  const auto text = read_requirement(words);
  if (!text) return number;
  demand.form = text->form;
  const auto where = state_->machines.where(text->requirement.marker);
  demand.where = state_->mask_number(where);
  if (where.any()) link(package, demand, *text);
  return number;
}

void ClosureWork::link(std::uint32_t owner, Demand& demand, const RequirementText& text) {
  demand.target = state_->number_of(text.requirement.name);
  demand.extras = text.requirement.extras;
  if (demand.target == owner) return;  // which binds nothing: it only asks for extras
  auto& target = state_->packages[demand.target];
  const auto& specifier = text.requirement.specifier;
  const auto [at, is_new] = target.bound_numbers.try_emplace(
      specifier.text(), static_cast<std::uint32_t>(target.bounds.size()));
  if (is_new) {
    target.bounds.push_back({.specifier = specifier, .where = Bits(state_->machines.size())});
  }
  demand.bound = at->second;
}

void ClosureWork::ask_for_extras(std::uint32_t package, std::uint32_t version,
                                 const Extras& extras) {
  auto& asked = state_->packages[package].extras[version];
  auto added = missing_from(asked, extras);
  if (added.empty() || asked.size() + added.size() > kMostExtras) return;
  asked.insert(added.begin(), added.end());
  raise_all(package, version, std::move(added), false);
}

// Raises what a version requires with these extras, and if so asked also without any. A package may
// ask itself for more extras: foo[all] is mostly foo[a,b,c].
void ClosureWork::raise_all(std::uint32_t number, std::uint32_t version, Extras extras,
                            bool without_extra) {
  auto& package = state_->packages[number];
  const Bits nowhere(state_->machines.size());
  while (!extras.empty() || without_extra) {
    Extras own;
    for (const auto i : package.requirements(version)) {
      auto& demand = package.demands[i];
      const auto where = (without_extra ? state_->masks[demand.where] : nowhere) |
                         where_with(number, demand, extras);
      if (!where.any()) continue;
      if (demand.target == number) {
        own.insert(demand.extras.begin(), demand.extras.end());
      } else if (package.versions[version].is_binding()) {
        bind(demand, where);
      }
    }
    if (own.empty()) return;
    without_extra = false;
    auto& asked = package.extras[version];
    extras = missing_from(asked, own);
    if (asked.size() + extras.size() > kMostExtras) return;
    asked.insert(extras.begin(), extras.end());
  }
}

// Where the demand counts for somebody who asks for these extras, beyond where it counts anyway.
Bits ClosureWork::where_with(std::uint32_t owner, Demand& demand, const Extras& extras) {
  const auto& machines = state_->machines;
  Bits where(machines.size());
  if (extras.empty() || state_->masks[demand.where].count() == machines.size()) return where;
  const auto text = read_requirement(demand.words);
  if (!text) return where;
  for (const auto& extra : extras) where |= machines.where(text->requirement.marker, extra);
  if (where.any() && demand.target == kNobody) link(owner, demand, *text);
  return where;
}

// From now on the demand has a say in what is wanted of its target.
void ClosureWork::bind(Demand& demand, const Bits& where) {
  demand.is_binding = true;
  auto& target = state_->packages[demand.target];
  auto& bound = target.bounds[demand.bound];
  const auto everywhere = bound.where | where;
  bool is_news = everywhere != bound.where;
  bound.where = everywhere;
  if (!demand.extras.empty()) {
    auto& extras = target.bound_extras[demand.bound];
    const auto before = extras.size();
    extras.insert(demand.extras.begin(), demand.extras.end());
    is_news = is_news || extras.size() != before;
  }
  if (!is_news) return;
  want_page(demand.target);
  changed_.insert(demand.target);
}

}  // namespace adder::mirror
