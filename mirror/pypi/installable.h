#pragma once

#include "mirror/pypi/bits.h"
#include "mirror/pypi/machines.h"
#include "mirror/pypi/offer.h"

#include <cstdint>
#include <vector>

namespace adder::mirror {

// What of an offer is of use to the machines that dependencies are wanted for.
struct Installable {
  // What a dependency brings: wheels that fit a machine, and the sdists of versions without one.
  Bits files;
  // The wheels that fit a machine.
  Bits wheels;
  // Per version, where it can be installed from upstream. Empty where no version is a prerelease:
  // nobody asks then.
  std::vector<Bits> where;

  // The versions that have any of `files`.
  Bits versions;
};

Installable installable(const Offer& offer, const Bits& left, const Machines& machines);

// The files whose metadata tells what a version requires, when `wanted` are its wanted files:
//   - its wanted wheels, one for each distinct metadata; those without a checksum to tell them
//     apart only where they fit a machine, if any of them does;
//   - if none of them is a wheel, then some other wheel of the version;
//   - sdists where their metadata can be fetched, or where there is no wheel at all.
std::vector<std::uint32_t> metadata_sources(const Offer& offer, std::size_t version,
                                            const Bits& wanted, const Bits& left,
                                            const Installable& installable);

}  // namespace adder::mirror
