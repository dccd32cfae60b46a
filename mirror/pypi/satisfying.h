#pragma once

#include "base/pypi/specifier.h"
#include "mirror/pypi/bits.h"
#include "mirror/pypi/installable.h"
#include "mirror/pypi/offer.h"

#include <span>
#include <string>
#include <vector>

namespace adder::mirror {

// A specifier that somebody requires of a project.
struct Bound {
  pypi::SpecifierSet specifier;
  Bits where;              // the machines on which a requirement with it counts
  Bits versions = Bits();  // the installable ones that it holds for, prereleases included
};

// The installable versions that the specifier holds for, prereleases included.
Bits versions_within(const pypi::SpecifierSet& specifier, const Offer& offer,
                     const Installable& installable);

// The versions that installers might choose where these bounds are on a project: each that is
// within one of them. A prerelease only by pip's rule: where a bound names one, or where nothing
// else will do. pip applies its rule to all requirements of a project together, and on one machine;
// so nothing else will do also when, on some machine, no final version is within all the bounds
// that the prerelease is within.
Bits satisfying(const Offer& offer, const Installable& installable, std::span<const Bound> bounds);

}  // namespace adder::mirror
