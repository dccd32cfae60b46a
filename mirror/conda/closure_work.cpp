#include "mirror/conda/closure_work.h"

#include <algorithm>

namespace adder::mirror {

namespace {

// Compares a spec with one record of a package after the other; records of one version are
// neighbours.
class Comparison {
 public:
  // Without a spec, every record is meant.
  Comparison(const Offers& offers, const conda::MatchSpec* spec)
      : offers_(offers), spec_(spec), by_version_(spec != nullptr && spec->is_version_only()) {}

  bool matches(OfferId id) {
    if (spec_ == nullptr) return true;
    if (!by_version_) return offers_.matches(id, *spec_);
    const auto* const version = &offers_.version(id);
    if (version != version_) {
      version_ = version;
      matches_ = offers_.matches(id, *spec_);
    }
    return matches_;
  }

 private:
  const Offers& offers_;
  const conda::MatchSpec* spec_;
  bool by_version_;
  const conda::Version* version_ = nullptr;
  bool matches_ = false;  // records of this version
};

}  // namespace

void CondaClosureWork::take_offers() {
  const auto& offers = state_.offers;
  if (offers.size() == taken_) return;
  taken_ = offers.size();
  state_.package_of.resize(taken_);
  state_.is_excluded.resize(taken_);
  state_.is_listed.resize(taken_);
  state_.is_bound.resize(taken_);
  state_.causes.resize(taken_);
  for (const auto name : offers.packages()) take(name);
}

void CondaClosureWork::take(std::string_view name) {
  const auto number = state_.number_of(name);
  auto& package = state_.packages[number];
  if (package.is_here) return;
  package.is_here = true;
  std::vector<OfferId> left;
  for (const auto id : state_.offers.of_package(name)) {
    state_.package_of[id] = number;
    state_.is_excluded[id] = std::ranges::any_of(package.exclusions, [&](std::uint32_t exclusion) {
      return takes_out(state_.list.exclusions[exclusion], state_.offers, id);
    });
    if (!state_.is_excluded[id]) left.push_back(id);
  }
  for (const auto wish : package.wishes) take_wish(wish, left);
  for (const auto demand : std::exchange(package.waiting, {})) look_for(demand);
}

void CondaClosureWork::take_wish(std::uint32_t wish, std::span<const OfferId> left) {
  const auto& line = state_.list.wishes[wish];
  const auto chosen = select(line, state_.offers, left);
  state_.by_wish[wish] += chosen.size();
  for (const auto id : chosen) {
    state_.is_listed[id] = true;
    if (line.dependencies == mirror::Dependencies::yes) bind(id, {.number = wish});
  }
}

void CondaClosureWork::bind(OfferId id, CondaCause cause) {
  if (state_.is_bound[id]) return;
  state_.is_bound[id] = true;
  state_.causes[id] = cause;
  next_.push_back(id);
}

void CondaClosureWork::follow() {
  while (!next_.empty()) {
    auto level = std::exchange(next_, {});
    sort(level);
    for (const auto id : level) visit(id);
  }
}

// By name, the highest version first: who is found first is named as the reason.
void CondaClosureWork::sort(std::vector<OfferId>& level) const {
  std::vector<std::uint32_t> packages;
  for (const auto id : level) packages.push_back(state_.package_of[id]);
  std::ranges::sort(packages);
  packages.erase(std::unique(packages.begin(), packages.end()), packages.end());
  std::ranges::sort(packages, {}, [&](std::uint32_t number) { return state_.name_of(number); });
  std::vector<std::uint32_t> ranks(state_.packages.size());
  for (std::uint32_t rank = 0; rank < packages.size(); ++rank) ranks[packages[rank]] = rank;

  std::ranges::sort(level, [&](OfferId a, OfferId b) {
    const auto rank_a = ranks[state_.package_of[a]];
    const auto rank_b = ranks[state_.package_of[b]];
    if (rank_a != rank_b) return rank_a < rank_b;
    const auto order = state_.offers.version(a) <=> state_.offers.version(b);
    return order == 0 ? a < b : order > 0;
  });
}

void CondaClosureWork::visit(OfferId id) {
  for (const auto text : state_.offers.depends(id)) demand(text, id);
}

void CondaClosureWork::demand(std::uint32_t text, OfferId dependent) {
  const auto number = spec_number(text);
  auto& spec = state_.specs[number];
  const auto places = reach_of(state_.offers, dependent) & ~spec.asked;
  if (!has_package(spec.form) || places == 0) return;
  spec.asked |= places;
  const auto demand = static_cast<std::uint32_t>(state_.demands.size());
  state_.demands.push_back({.spec = number, .dependent = dependent, .places = places});
  auto& package = state_.packages[spec.package];
  package.is_needed = true;
  if (package.is_here) {
    look_for(demand);
  } else {
    package.waiting.push_back(demand);
  }
}

std::uint32_t CondaClosureWork::spec_number(std::uint32_t text) {
  if (text >= spec_of_.size()) spec_of_.resize(text + 1);
  if (spec_of_[text] != 0) return spec_of_[text] - 1;
  const auto number = static_cast<std::uint32_t>(state_.specs.size());
  spec_of_[text] = number + 1;
  last_read_ = {number, read_dependency(state_.offers.text(text))};
  const auto& read = last_read_.second;
  auto& spec = state_.specs.emplace_back(CondaSpec{.text = text, .form = read.form});
  if (has_package(read.form)) spec.package = state_.number_of(read.package);
  return number;
}

void CondaClosureWork::look_for(std::uint32_t demand) {
  const auto number = state_.demands[demand].spec;
  const auto* const wanted = reading_of(number);
  find(demand, wanted);
  auto& spec = state_.specs[number];
  if (!spec.is_met) spec.is_cut |= find_excluded(state_.demands[demand], wanted);
}

// Hardly any spec is asked for twice, and kept they would need more memory than all else.
const conda::MatchSpec* CondaClosureWork::reading_of(std::uint32_t spec) {
  if (last_read_.first != spec) {
    last_read_ = {spec, read_dependency(state_.words(state_.specs[spec]))};
  }
  const auto& read = last_read_.second;
  return read.spec ? &*read.spec : nullptr;
}

void CondaClosureWork::find(std::uint32_t demand, const conda::MatchSpec* wanted) {
  const auto places = state_.demands[demand].places;
  auto& spec = state_.specs[state_.demands[demand].spec];
  Comparison comparison(state_.offers, wanted);
  for (const auto id : state_.offers.of_package(state_.name_of(spec.package))) {
    if (state_.is_excluded[id] || !lies_in(state_.offers, id, places)) continue;
    const bool makes_no_difference = spec.is_met && state_.is_bound[id];
    if (makes_no_difference || !comparison.matches(id)) continue;
    spec.is_met = true;
    bind(id, {.is_demand = true, .number = demand});
  }
}

bool CondaClosureWork::find_excluded(const CondaDemand& demand,
                                     const conda::MatchSpec* wanted) const {
  const auto& spec = state_.specs[demand.spec];
  Comparison comparison(state_.offers, wanted);
  return std::ranges::any_of(
      state_.offers.of_package(state_.name_of(spec.package)), [&](OfferId id) {
        return state_.is_excluded[id] && lies_in(state_.offers, id, demand.places) &&
               comparison.matches(id);
      });
}

std::set<std::string> CondaClosureWork::needed() {
  std::set<std::string> names;
  for (std::uint32_t number = 0; number < state_.packages.size(); ++number) {
    auto& package = state_.packages[number];
    const bool is_missing = package.is_needed && !package.is_here && !package.is_left_out;
    if (!is_missing || package.is_told) continue;
    package.is_told = true;
    names.emplace(state_.name_of(number));
  }
  return names;
}

}  // namespace adder::mirror
