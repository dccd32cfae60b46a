#pragma once

#include "base/core/result.h"
#include "base/io/fd.h"
#include "mirror/pypi/own_file.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace adder::mirror {

// What is named like a wheel or an sdist below a folder of the centre's, in the order of the paths,
// whether it can be read or not. Links to files are followed, links to folders are not. A folder
// that is not there, or that cannot be read, is an error: its projects would be asked for upstream.
Result<std::vector<std::filesystem::path>> distributions_below(const std::filesystem::path& folder);

// Nothing when it is gone by now; an error when something stands there that cannot be read.
Result<std::optional<io::Fd>> open_own(const std::filesystem::path& path);

Result<FileStamp> stamp_of(const io::Fd& file, const std::filesystem::path& shown);

}  // namespace adder::mirror
