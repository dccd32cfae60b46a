#pragma once

#include "base/conda/package_name.h"
#include "base/conda/version.h"
#include "base/core/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace adder::conda {

enum class Format : std::uint8_t { tar_bz2, conda };

// .tar.bz2 or .conda
std::string_view ending(Format format);

// The name of a package's file: <name>-<version>-<build>.conda or .tar.bz2 (CEP 26).
struct DistName {
  PackageName name;
  Version version;
  std::string build;
  Format format = Format::conda;

  // Refuses what is longer than 211 characters and every part that its kind does not allow, so that
  // what came through here is safe in any path.
  static Result<DistName> parse(std::string_view file_name);

  std::string stem() const;       // without the ending: the same for both formats of one build
  std::string file_name() const;  // what was parsed
};

}  // namespace adder::conda
