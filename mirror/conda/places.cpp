#include "mirror/conda/places.h"

#include <algorithm>

namespace adder::mirror {

namespace {

Places place_bit(std::size_t place) {
  constexpr std::size_t kLast = 63;
  return Places{1} << std::min(place, kLast);
}

}  // namespace

Places reach_of(const Offers& offers, OfferId id) {
  const auto& subdirs = offers.subdirs();
  const auto noarch =
      static_cast<std::size_t>(std::ranges::find(subdirs, "noarch") - subdirs.begin());
  const auto place = offers.place(id);
  if (place == noarch) return ~Places{0};
  return noarch == subdirs.size() ? place_bit(place) : place_bit(place) | place_bit(noarch);
}

bool lies_in(const Offers& offers, OfferId id, Places places) {
  return (place_bit(offers.place(id)) & places) != 0;
}

}  // namespace adder::mirror
