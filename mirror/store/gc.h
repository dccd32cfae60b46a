#pragma once

#include "mirror/store/named_package.h"
#include "mirror/store/store.h"
#include "mirror/words/config.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adder::mirror {

// What may go now: nothing in it is named by any kept generation, and its grace is over.
struct Waste {
  using Span = std::pair<std::string, int>;  // a path, and the generation it dates from
  // That a unit named a public file, from this generation on.
  struct Promised {
    std::string path;
    int since = 0;
    std::string unit;
    friend auto operator<=>(const Promised&, const Promised&) = default;
  };
  std::vector<int> generations;
  std::vector<std::string> page_folders;  // below public/
  std::vector<std::string> files;         // below public/
  std::vector<Span> units;                // their rows in the ledger
  std::vector<Promised> promises;         // of the files, and of other bytes they once had
  std::vector<Promised> released;         // whose grace begins now
  std::vector<Sha256> pages;
  std::vector<Sha256> blobs;
  std::vector<std::filesystem::path> parts;  // downloads that nobody went on with
  std::uint64_t bytes = 0;                   // of the blobs
};

// The fact that says when a sync last published all that was wanted.
inline constexpr std::string_view kSettledAt = "settled_at";

// Looks, and changes nothing. `now` names a package whose files get no grace; `invalid` when the
// mirror never had one.
Result<Waste> find_waste(const Store& store, const Limits& limits,
                         const std::optional<NamedPackage>& now = {});

// Removes it: first from the ledger, in one step, together with the list of what is to go; then
// from the disk, names before bytes.
Result<void> remove_waste(const Store& store, const Waste& waste);

// Removes what a committed removal left on disk when it was cut off. Safe to repeat.
Result<void> finish_removal(const Store& store);

}  // namespace adder::mirror
