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

std::span<const std::uint32_t> Package::requirements(std::uint32_t version) const {
  const auto& state = versions[version];
  if (state.reading != VersionState::Reading::done) return {};
  return *lists[state.requirements];
}

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
      exclusion_is_matched(list.exclusions.size()) {}

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

bool ClosureState::counts(const Package& package, std::uint32_t version,
                          const Demand& demand) const {
  if (masks[demand.where].any()) return true;
  const auto& extras = package.extras_of(version);
  if (extras.empty()) return false;
  const auto text = read_requirement(demand.words);
  return text && std::ranges::any_of(extras, [&](const std::string& extra) {
           return machines.where(text->requirement.marker, extra).any();
         });
}

}  // namespace adder::mirror
