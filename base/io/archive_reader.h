#pragma once

#include "base/core/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace adder::io {

struct ArchiveLimits {
  std::uint64_t most_each = std::uint64_t{16} << 20;
  std::uint64_t most_unpacked = std::uint64_t{64} << 30;  // of the whole stream
  std::uint64_t most_members = 1'000'000;
};
enum class Walk { go_on, stop };

// Walks a tar - as it is or packed once with gzip, bzip2, xz, zstd or compress - without ever
// writing to disk. Memory: one member, and what the packing needs (xz may ask for 1 GiB, and uses
// as much of that as it unpacks). Only regular files are offered; a name that stands twice among
// those asked for is refused. `want` says which members to read; each of those is given whole to
// `take`, unless it is longer than `most_each`: that is an error.
Result<void> read_archive(
    const std::filesystem::path& path, const ArchiveLimits& limits,
    const std::function<bool(std::string_view name)>& want,
    const std::function<Walk(std::string_view name, std::string bytes)>& take);

}  // namespace adder::io
