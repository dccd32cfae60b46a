#pragma once

#include "base/core/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace adder::io {

// Walks a tar of any compression without ever writing to disk. Only regular files are offered; a
// name that stands twice among those asked for is refused. `want` says which members to read; each
// of those is given whole to `take`, unless it is longer than `most_each`: that is an error.
struct ArchiveLimits {
  std::uint64_t most_each = std::uint64_t{16} << 20;
  std::uint64_t most_unpacked = std::uint64_t{64} << 30;  // of the whole stream
  std::uint64_t most_members = 1'000'000;
};
enum class Walk { go_on, stop };
Result<void> read_archive(
    const std::filesystem::path& path, const ArchiveLimits& limits,
    const std::function<bool(std::string_view name)>& want,
    const std::function<Walk(std::string_view name, std::string bytes)>& take);

}  // namespace adder::io
