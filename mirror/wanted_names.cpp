#include "mirror/wanted_names.h"

#include "base/core/uri.h"

#include <algorithm>
#include <utility>

namespace adder::mirror {

void WantedNames::add(Artifact artifact) {
  if (!artifact.sha256) return;
  auto name = artifact.item.substr(artifact.item.rfind('/') + 1);
  // Some tools name a file as it stands in the URL.
  auto encoded = percent_encode(name);
  if (encoded != name) by_name_.emplace(std::move(encoded), artifacts_.size());
  by_name_.emplace(std::move(name), artifacts_.size());
  artifacts_.push_back(std::move(artifact));
}

std::vector<const Artifact*> WantedNames::find(std::string_view name, std::uint64_t size) const {
  std::vector<const Artifact*> matches;
  const auto [first, last] = by_name_.equal_range(name);
  for (auto entry = first; entry != last; ++entry) {
    const auto& artifact = artifacts_[entry->second];
    const bool fits = artifact.size ? *artifact.size == size : size <= artifact.most;
    if (fits && !found_.contains(*artifact.sha256)) matches.push_back(&artifact);
  }
  return matches;
}

std::uint64_t WantedNames::left() const {
  const auto left = std::ranges::count_if(
      artifacts_, [&](const Artifact& artifact) { return !found_.contains(*artifact.sha256); });
  return static_cast<std::uint64_t>(left);
}

}  // namespace adder::mirror
