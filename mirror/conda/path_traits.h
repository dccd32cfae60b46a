#pragma once

#include "mirror/conda/carried.h"
#include "mirror/conda/paths_list.h"

#include <string_view>

namespace adder::mirror {

// Adds what a path says of a package: scripts that run when an environment is activated, or when
// the package is linked.
void add_path(PackageTraits& traits, std::string_view path);

void add_prefix(PackageTraits& traits, ListedPath::Prefix prefix);

// The same of packages without info/paths.json. Lines of info/has_prefix are PLACEHOLDER MODE PATH,
// each perhaps in quotes, or only the path of a text.
void add_files(PackageTraits& traits, std::string_view files);
void add_has_prefix(PackageTraits& traits, std::string_view has_prefix);

}  // namespace adder::mirror
