#pragma once

#include "base/core/result.h"
#include "base/pypi/file_name.h"

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
  std::vector<std::string> requires_dist;   // as written, a folded line as one
  std::vector<std::string> provides_extra;  // as written
  std::vector<std::string> dynamic;         // lower case

  // False for an sdist whose dependencies a build might still change (PEP 643).
  bool dependencies_are_static() const;
};

// Reads the fields above the first empty line as the email header they pretend to be: any case,
// folded lines, any line ends. Lines that are neither are passed over. All texts become UTF-8:
// bytes that are not are read as Latin-1. An error where there is no Name or the text is beyond all
// reason.
Result<CoreMetadataFile> parse_core_metadata(std::string_view text);

// Whether what `metadata` says of dependencies is what an installer will find, given the kind of
// file it came with: a wheel's always is, of an sdist PEP 643 decides, of others nobody knows.
bool dependencies_are_known(const CoreMetadataFile& metadata, FileKind kind);

}  // namespace adder::pypi
