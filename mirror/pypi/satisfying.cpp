#include "mirror/pypi/satisfying.h"

#include <algorithm>

namespace adder::mirror {

namespace {

Bits prereleases(const Offer& offer) {
  Bits out(offer.versions().size());
  for (std::size_t i = 0; i < offer.versions().size(); ++i) {
    if (offer.versions()[i].is_prerelease()) out.add(i);
  }
  return out;
}

// The final versions that can be installed on one machine.
Bits finals_on(std::size_t machine, const Installable& installable, const Bits& finals) {
  Bits out(finals.size());
  finals.each([&](std::size_t version) {
    if (installable.where[version].has(machine)) out.add(version);
  });
  return out;
}

// Whether pip, on this machine, may find nothing but the prerelease.
bool is_last_resort(std::size_t prerelease, std::size_t machine, Bits finals,
                    std::span<const Bound> bounds) {
  bool asked_for = false;
  for (const auto& bound : bounds) {
    if (!bound.where.has(machine) || !bound.versions.has(prerelease)) continue;
    asked_for = true;
    finals &= bound.versions;
  }
  return asked_for && !finals.any();
}

void add_last_resorts(Bits& wanted, const Bits& candidates, const Bits& finals,
                      const Installable& installable, std::span<const Bound> bounds) {
  const auto machines = installable.where.front().size();
  for (std::size_t machine = 0; machine < machines; ++machine) {
    const auto here = finals_on(machine, installable, finals);
    (candidates - wanted).each([&](std::size_t version) {
      if (!installable.where[version].has(machine)) return;
      if (is_last_resort(version, machine, here, bounds)) wanted.add(version);
    });
  }
}

}  // namespace

Bits versions_within(const pypi::SpecifierSet& specifier, const Offer& offer,
                     const Installable& installable) {
  Bits out(offer.versions().size());
  installable.versions.each([&](std::size_t i) {
    if (offer.versions()[i].is_within(specifier)) out.add(i);
  });
  return out;
}

Bits satisfying(const Offer& offer, const Installable& installable, std::span<const Bound> bounds) {
  const auto candidates = installable.versions & prereleases(offer);
  const auto finals = installable.versions - candidates;
  Bits wanted(offer.versions().size());
  for (const auto& bound : bounds) {
    if (!bound.where.any()) continue;
    const bool with_prereleases = bound.names_prerelease || !(bound.versions & finals).any();
    wanted |= with_prereleases ? bound.versions : bound.versions & finals;
  }
  if (candidates.any()) add_last_resorts(wanted, candidates, finals, installable, bounds);
  return wanted;
}

}  // namespace adder::mirror
