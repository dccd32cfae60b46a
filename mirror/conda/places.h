#pragma once

#include "mirror/conda/offers.h"

#include <cstdint>

namespace adder::mirror {

// A set of places of a channel, which are its subdirs. The sixty-fourth and all behind it count as
// one.
using Places = std::uint64_t;

// Where a record's dependencies are looked for: where it lies and in noarch; for a noarch record,
// everywhere.
Places reach_of(const Offers& offers, OfferId id);

bool lies_in(const Offers& offers, OfferId id, Places places);

}  // namespace adder::mirror
