#pragma once

#include "base/core/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::conda {

// What decides whether a record of `packages` or `packages.conda` is in current_repodata.json.
// Light enough to have one for every record of a channel.
struct CurrentEntry {
  std::string_view file_name;
  std::string_view name;
  std::string_view version;
  std::string_view build;
  std::uint64_t build_number = 0;
  std::uint64_t timestamp = 0;
  bool has_features = false;  // `features` or `track_features` is not empty
};

// The dependencies of an entry; asked for those that are among the newest.
using DependsOf = std::function<Result<std::vector<std::string>>(std::size_t entry)>;

// Series of a package of which the newest is kept too: {"python", {"3.11", "3.12"}}.
using CurrentPins = std::map<std::string, std::vector<std::string>>;

// Chooses as conda-index does: of every package the newest version, and what those depend on where
// the newest does not do. Returns the places of what is chosen, in order. Where conda-index gives
// up (a version or a dependency that cannot be read, a pin without a package), this goes on
// without.
Result<std::vector<std::size_t>> select_current(std::span<const CurrentEntry> entries,
                                                const DependsOf& depends_of,
                                                const CurrentPins& pins = {});

}  // namespace adder::conda
