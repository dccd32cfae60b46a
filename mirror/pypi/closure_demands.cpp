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

// The number of the demand with these words.
std::uint32_t ClosureWork::learn(const std::string& words) {
  const auto [number, is_new] = state_->demand_words.number(words);
  if (!is_new) return number;
  auto& demand = state_->demands.emplace_back();
  const auto text = read_requirement(words);
  if (!text) return number;
  demand.form = text->form;
  demand.where = state_->mask_number(state_->machines.where(text->requirement.marker));
  if (demand.where != kNowhere) link(demand, *text);
  return number;
}

void ClosureWork::link(Demand& demand, const RequirementText& text) {
  demand.target = state_->number_of(text.requirement.name);
  demand.extras = state_->extras_number(text.requirement.extras);
  demand.bound = state_->bound_number(state_->packages[demand.target], text.requirement.specifier);
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
    for (const auto i : package.demands_of(version)) {
      const auto anyway = without_extra ? state_->masks[state_->demands[i].where] : nowhere;
      const auto where = anyway | where_with(i, extras);
      if (!where.any()) continue;
      const auto& demand = state_->demands[i];
      if (demand.target == number) {
        const auto& asked = *state_->extras[demand.extras];
        own.insert(asked.begin(), asked.end());
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
Bits ClosureWork::where_with(std::uint32_t number, const Extras& extras) {
  const auto& machines = state_->machines;
  auto& demand = state_->demands[number];
  Bits where(machines.size());
  if (extras.empty() || state_->masks[demand.where].count() == machines.size()) return where;
  const auto text = read_requirement(state_->words(number));
  if (!text) return where;
  for (const auto& extra : extras) where |= machines.where(text->requirement.marker, extra);
  if (where.any() && demand.target == kNobody) link(demand, *text);
  return where;
}

// From now on the demand has a say in what is wanted of its target.
void ClosureWork::bind(const Demand& demand, const Bits& where) {
  auto& target = state_->packages[demand.target];
  auto& bound = target.bounds[demand.bound];
  const auto everywhere = bound.where | where;
  bool is_news = everywhere != bound.where;
  bound.where = everywhere;
  if (demand.extras != kNoExtras) {
    auto& extras = target.bound_extras[demand.bound];
    const auto& asked = *state_->extras[demand.extras];
    const auto before = extras.size();
    extras.insert(asked.begin(), asked.end());
    is_news = is_news || extras.size() != before;
  }
  if (!is_news) return;
  want_page(demand.target);
  changed_.insert(demand.target);
}

}  // namespace adder::mirror
