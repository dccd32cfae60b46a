#pragma once

#include "base/core/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace adder::mirror {

// The core metadata inside a wheel or an sdist that lies at `path`; `file_name` is what it is
// called upstream. Nothing where the file has none or is of another kind. An error where two
// members could be it, or where it speaks of another project: then nobody can say what an installer
// will read.
Result<std::optional<std::string>> metadata_of(const std::filesystem::path& path,
                                               std::string_view file_name);

}  // namespace adder::mirror
