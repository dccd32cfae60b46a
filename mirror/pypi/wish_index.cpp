#include "mirror/pypi/wish_index.h"

namespace adder::mirror {

WishIndex::WishIndex(const RequestList& list) {
  for (std::uint32_t i = 0; i < list.wishes.size(); ++i) wishes_.add(list.wishes[i].name, i);
  for (std::uint32_t i = 0; i < list.exclusions.size(); ++i) {
    exclusions_.add(list.exclusions[i].name, i);
  }
}

}  // namespace adder::mirror
