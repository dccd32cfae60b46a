#pragma once

#include "base/core/result.h"
#include "base/io/fd.h"
#include "mirror/pypi/own_file.h"

#include <filesystem>
#include <vector>

namespace adder::mirror {

// The wheels and sdists below a folder of the centre's, in the order of their paths. Links to files
// are followed, links to folders are not. A folder that is not there, or that cannot be read, is an
// error: its projects would be asked for upstream.
Result<std::vector<std::filesystem::path>> distributions_below(const std::filesystem::path& folder);

Result<FileStamp> stamp_of(const io::Fd& file, const std::filesystem::path& shown);

}  // namespace adder::mirror
