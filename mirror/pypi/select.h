#pragma once

#include "mirror/lists/wish.h"
#include "mirror/pypi/bits.h"
#include "mirror/pypi/offer.h"

#include <span>

namespace adder::mirror {

// The files of the offer that none of the exclusions matches. The exclusions are those whose name
// matches the project's. With wheels= one means wheels only, with sdist= alone sdists only, with
// neither whatever there is.
Bits not_excluded(const Offer& offer, std::span<const Exclusion* const> exclusions);

// Whether the exclusion leaves nothing of a project whose name it matches.
bool excludes_all(const Exclusion& exclusion);

// The files among `left` that a line asks for, whose name matches the project's. The filters of a
// line are ANDed; latest= looks at what the others, and the exclusions before, have left.
Bits select(const Offer& offer, const Wish& wish, const Bits& left);

}  // namespace adder::mirror
