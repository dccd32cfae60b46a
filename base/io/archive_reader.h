#pragma once

#include "base/core/result.h"
#include "base/io/archive_stream.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace adder::io {

enum class Walk { go_on, stop };

// Walks an archive from its beginning to its end, as ArchiveStream does. Only regular files are
// offered; a name that stands twice among those asked for is refused. `want` says which members to
// read; each of those is given whole to `take`, unless it is longer than `most_each`: that is an
// error.
Result<void> read_archive(
    const std::filesystem::path& path, const ArchiveLimits& limits,
    const std::function<bool(std::string_view name)>& want,
    const std::function<Walk(std::string_view name, std::string bytes)>& take);

}  // namespace adder::io
