#include "mirror/pypi/closure_state.h"

#include "mirror/pypi/select.h"

#include <algorithm>
#include <tuple>

namespace adder::mirror {

namespace {

// The lines that hold anywhere, in an order that does not depend on who read which list first.
RequestList in_force(RequestList list, const Machines& machines) {
  std::erase_if(list.wishes, [&](const Wish& wish) { return !machines.where(wish.marker).any(); });
  const auto place = [](const auto& line) {
    return std::tie(line.place.file, line.place.line, line.text);
  };
  std::ranges::sort(list.wishes, {}, place);
  std::ranges::sort(list.exclusions, {}, place);
  return list;
}

}  // namespace

const Extras& Package::extras_of(std::uint32_t version) const {
  static const Extras none;
  const auto found = extras.find(version);
  return found == extras.end() ? none : found->second;
}

ClosureState::ClosureState(RequestList its_list, std::span<const Environment> environments)
    : machines(environments),
      list(in_force(std::move(its_list), machines)),
      index(list),
      masks({Bits(machines.size())}),
      exclusion_is_matched(list.exclusions.size()) {
  extras_number({});
}

std::uint32_t ClosureState::number_of(const pypi::ProjectName& name) {
  const auto [at, is_new] =
      numbers.try_emplace(name.text(), static_cast<std::uint32_t>(packages.size()));
  if (!is_new) return at->second;
  auto& package =
      packages.emplace_back(name, index.wishes(name.text()), index.exclusions(name.text()));
  package.is_excluded = std::ranges::any_of(
      package.exclusions, [&](std::uint32_t i) { return excludes_all(list.exclusions[i]); });
  return at->second;
}

std::uint32_t ClosureState::mask_number(const Bits& where) {
  const auto found = std::ranges::find(masks, where);
  const auto number = static_cast<std::uint32_t>(found - masks.begin());
  if (found == masks.end()) masks.push_back(where);
  return number;
}

std::uint32_t ClosureState::extras_number(const std::vector<std::string>& names) {
  const auto [at, is_new] =
      extras_numbers.try_emplace(names, static_cast<std::uint32_t>(extras.size()));
  if (is_new) extras.push_back(&at->first);
  return at->second;
}

std::uint32_t ClosureState::bound_number(Package& target, const pypi::SpecifierSet& specifier) {
  const auto [number, is_new] = specifier_words.number(specifier.text());
  if (is_new) specifiers.push_back(specifier);
  const auto found = std::ranges::find(target.bounds, number, &Bound::specifier);
  const auto at = static_cast<std::uint32_t>(found - target.bounds.begin());
  if (found == target.bounds.end()) {
    target.bounds.push_back({.specifier = number,
                             .names_prerelease = specifier.names_prerelease(),
                             .where = Bits(machines.size())});
  }
  return at;
}

bool ClosureState::counts(const Package& package, std::uint32_t version,
                          std::uint32_t demand) const {
  if (demands[demand].where != kNowhere) return true;
  const auto& asked = package.extras_of(version);
  if (asked.empty()) return false;
  const auto text = read_requirement(words(demand));
  return text && std::ranges::any_of(asked, [&](const std::string& extra) {
           return machines.where(text->requirement.marker, extra).any();
         });
}

}  // namespace adder::mirror
