#pragma once

#include "base/pypi/specifier.h"
#include "mirror/pypi/bits.h"
#include "mirror/pypi/installable.h"
#include "mirror/pypi/offer.h"

#include <cstdint>
#include <span>

namespace adder::mirror {

// What somebody requires of a project by one specifier.
struct Bound {
  std::uint32_t specifier = 0;  // whoever keeps bounds knows its number
  bool names_prerelease = false;
  Bits where = Bits();     // the machines on which a requirement with it counts
  Bits versions = Bits();  // the installable ones it holds for, prereleases included
};

// The versions of a bound.
Bits versions_within(const pypi::SpecifierSet& specifier, const Offer& offer,
                     const Installable& installable);

// The versions that installers might choose where these bounds are on a project: each that is
// within one of them. A prerelease only by pip's rule: where a bound names one, or where nothing
// else will do. pip applies its rule to all requirements of a project together, and on one machine;
// so nothing else will do also when, on some machine, no final version is within all the bounds
// that the prerelease is within.
Bits satisfying(const Offer& offer, const Installable& installable, std::span<const Bound> bounds);

}  // namespace adder::mirror
