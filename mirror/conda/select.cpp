#include "mirror/conda/select.h"

#include "base/conda/prerelease.h"

#include <algorithm>

namespace adder::mirror {

namespace {

bool is_of(conda::Format format, const Offers& offers, OfferId id) {
  const auto file = offers.file_name(id);
  return file.ends_with(conda::ending(format));
}

// What wishes and exclusions ask alike.
bool lets_pass(const auto& line, const Offers& offers, OfferId id) {
  if (line.format && !is_of(*line.format, offers, id)) return false;
  if (line.subdir && !line.subdir->matches(offers.subdirs()[offers.place(id)])) return false;
  return offers.matches(id, line.spec);
}

// The N-th highest of some versions, each counted once however it is spelled; the lowest, where
// there are fewer.
const conda::Version& lowest_of_latest(std::vector<const conda::Version*> versions, int latest) {
  std::ranges::sort(versions, [](const auto* a, const auto* b) { return *a > *b; });
  const auto same = std::unique(versions.begin(), versions.end(),
                                [](const auto* a, const auto* b) { return *a == *b; });
  const auto count = std::min<std::ptrdiff_t>(same - versions.begin(), std::max(latest, 1));
  return *versions[static_cast<std::size_t>(count - 1)];
}

void keep_latest(std::vector<OfferId>& chosen, const Offers& offers, int latest) {
  std::vector<const conda::Version*> versions;
  std::vector<const conda::Version*> releases;
  for (const auto id : chosen) {
    const auto& version = offers.version(id);
    // Neighbours mostly have one version.
    if (!versions.empty() && versions.back() == &version) continue;
    versions.push_back(&version);
    if (!is_prerelease(version)) releases.push_back(&version);
  }
  if (versions.empty()) return;
  const bool only_releases = !releases.empty();
  const auto& lowest = lowest_of_latest(only_releases ? releases : versions, latest);
  std::erase_if(chosen, [&](OfferId id) {
    const auto& version = offers.version(id);
    return version < lowest || (only_releases && is_prerelease(version));
  });
}

}  // namespace

CondaWishIndex::CondaWishIndex(const CondaRequestList& list) {
  for (std::uint32_t i = 0; i < list.wishes.size(); ++i) wishes_.add(list.wishes[i].name, i);
  for (std::uint32_t i = 0; i < list.exclusions.size(); ++i) {
    exclusions_.add(list.exclusions[i].name, i);
  }
}

bool takes_out(const CondaExclusion& exclusion, const Offers& offers, OfferId id) {
  return lets_pass(exclusion, offers, id);
}

bool takes_out_all(const CondaExclusion& exclusion) {
  return !exclusion.format && !exclusion.subdir && exclusion.spec.is_name_only();
}

std::vector<OfferId> select(const CondaWish& wish, const Offers& offers,
                            std::span<const OfferId> left) {
  std::vector<OfferId> chosen;
  for (const auto id : left) {
    if (lets_pass(wish, offers, id)) chosen.push_back(id);
  }
  if (wish.latest) keep_latest(chosen, offers, *wish.latest);
  return chosen;
}

}  // namespace adder::mirror
