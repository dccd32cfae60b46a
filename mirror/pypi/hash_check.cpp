#include "mirror/pypi/hash_check.h"

#include "base/io/named_digests.h"

#include <utility>

namespace adder::mirror {

AskDigests digests_in(const Store& store, std::optional<Error>& trouble) {
  return [&](const Blob& blob, const std::vector<std::string>& names) {
    auto digests = io::named_digests(store.paths().blob(blob.sha256), names);
    if (!digests && !trouble) trouble = digests.error();
    return digests ? *std::move(digests) : std::map<std::string, std::string>();
  };
}

HashCheck check_hashes(const Blob& blob, const pypi::NamedHashes& offered,
                       const pypi::NamedHashes& known, const AskDigests& digests_of) {
  std::map<std::string, std::string> digests(known.begin(), known.end());
  std::vector<std::string> names;
  for (const auto& [name, hex] : offered) {
    if (!digests.contains(name)) names.push_back(name);
  }
  if (!names.empty()) digests.merge(digests_of(blob, names));
  HashCheck check;
  for (const auto& [name, hex] : offered) {
    const auto found = digests.find(name);
    if (found == digests.end()) continue;
    check.right.emplace_back(name, hex);
    if (found->second == hex || check.wrong) continue;
    check.wrong = {.name = name, .offered = hex, .found = found->second};
  }
  return check;
}

}  // namespace adder::mirror
