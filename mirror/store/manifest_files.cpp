#include "mirror/store/manifest_files.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/hasher.h"
#include "mirror/store/inspection.h"
#include "mirror/store/manifest.h"

#include <algorithm>

namespace adder::mirror {

// One at a time: to know what it must hold means to draw it.
Result<std::vector<ManifestFiles::Thing>> ManifestFiles::next(const Thing* last) const {
  TRY_ASSIGN(const auto all, generations(store_));
  const auto after = last == nullptr ? 0 : last->generation.number;
  const auto found = std::ranges::find_if(
      all, [&](const Generation& generation) { return generation.number > after; });
  if (found == all.end()) return std::vector<Thing>();
  TRY_ASSIGN(const auto sum, sum_of(*found));
  return std::vector<Thing>{{.generation = *found, .sha256 = sum}};
}

Result<Sha256> ManifestFiles::sum_of(const Generation& generation) const {
  io::Hasher hasher;
  TRY(draw_manifest(store_, generation, [&](std::string_view text) -> Result<void> {
    hasher.add(io::bytes_of(text));
    return {};
  }));
  return std::move(hasher).finish().sha256;
}

std::optional<std::string> ManifestFiles::trouble(const Thing& thing) const {
  const auto digests = io::digests_of_file(store_.paths().generation(thing.generation.number));
  if (!digests) return trouble_with(digests.error());
  if (digests->sha256 != thing.sha256) return "is not what the ledger knows of that generation";
  return std::nullopt;
}

Result<bool> ManifestFiles::is_promised(const Thing& thing) const {
  TRY_ASSIGN(const auto all, generations(store_));
  if (std::ranges::find(all, thing.generation.number, &Generation::number) == all.end()) {
    return false;
  }
  TRY_ASSIGN(const auto sum, sum_of(thing.generation));
  return sum == thing.sha256;
}

std::string ManifestFiles::path(const Thing& thing) {
  return cat("store/generations/", thing.generation.number);
}

Result<void> ManifestFiles::mend(const Thing& thing) const {
  return write_manifest(store_, thing.generation);
}

}  // namespace adder::mirror
