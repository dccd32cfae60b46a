#include "mirror/conda/closure_state.h"

#include "base/core/text.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace adder::mirror {

namespace {

// An order that does not depend on who read which list first.
CondaRequestList in_order(CondaRequestList list) {
  const auto place = [](const auto& line) {
    return std::tie(line.place.file, line.place.line, line.text);
  };
  std::ranges::sort(list.wishes, {}, place);
  std::ranges::sort(list.exclusions, {}, place);
  return list;
}

}  // namespace

CondaClosureState::CondaClosureState(CondaRequestList its_list, const Offers& its_offers)
    : offers(its_offers),
      list(in_order(std::move(its_list))),
      index(list),
      by_wish(list.wishes.size()) {}

std::uint32_t CondaClosureState::number_of(std::string_view name) {
  const auto [number, is_new] = names.number(name);
  if (!is_new) return number;
  auto& package = packages.emplace_back(
      CondaPackage{.wishes = index.wishes(name), .exclusions = index.exclusions(name)});
  package.is_left_out = std::ranges::any_of(package.exclusions, [&](std::uint32_t exclusion) {
    return takes_out_all(list.exclusions[exclusion]);
  });
  return number;
}

std::string words(const Offers& offers, OfferId id) {
  return cat(offers.name(id), ' ', offers.version(id).text(), ' ', offers.build(id));
}

}  // namespace adder::mirror
