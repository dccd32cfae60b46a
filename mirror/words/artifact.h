#pragma once

#include "base/core/checksum.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace adder::mirror {

// One file to bring home, whichever world it comes from, with all that upstream promised of it.
struct Artifact {
  std::string section;            // pypi, conda/conda-forge
  std::string item;               // pypi/demo-1.0-py3-none-any.whl: how people and events name it
  std::string owner;              // the project it belongs to
  std::vector<std::string> urls;  // the next is tried when one fails
  std::optional<std::uint64_t> size{};
  std::optional<Sha256> sha256{};
  std::optional<Blake2b> blake2b{};
  std::optional<Md5> md5{};
  // All others than sha256 that upstream names, by name and in hex.
  std::vector<std::pair<std::string, std::string>> other_hashes{};
  std::uint64_t most = std::uint64_t{16} << 30;  // bytes, where upstream promises no size
};

}  // namespace adder::mirror
