#pragma once

#include "base/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace adder::pypi {

// What METADATA and PKG-INFO say of dependencies.
struct CoreMetadataFile {
  std::string name;
  std::string version;
  std::string metadata_version;
  std::string requires_python;
  std::string summary;
  std::vector<std::string> requires_dist;   // as written
  std::vector<std::string> provides_extra;  // as written
  std::vector<std::string> dynamic;         // lower case

  // False for an sdist whose dependencies a build might still change (PEP 643).
  bool dependencies_are_static() const;
};

Result<CoreMetadataFile> parse_core_metadata(std::string_view text);

}  // namespace adder::pypi
