#pragma once

#include "base/conda/version.h"

#include <cstdint>
#include <string_view>

namespace adder::conda {

// What a match spec may ask of a record. The texts are the record's own; what it lacks is empty.
struct RecordView {
  std::string_view name = {};
  std::string_view version_text = {};
  const Version* version = nullptr;  // where it was parsed before: it is not parsed again
  std::string_view build = {};
  std::uint64_t build_number = 0;
  std::string_view subdir = {};
  std::string_view channel = {};  // the name it is served under: conda-forge, pkgs/main
  std::string_view fn = {};
  std::string_view url = {};
  std::string_view md5 = {};
  std::string_view sha256 = {};
  std::string_view license = {};
  std::string_view license_family = {};
  std::string_view track_features = {};  // with commas or blanks between them
  std::string_view features = {};
};

}  // namespace adder::conda
