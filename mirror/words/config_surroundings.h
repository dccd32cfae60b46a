#pragma once

#include "base/core/problem.h"
#include "base/core/result.h"
#include "mirror/words/config.h"

#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// What adder.toml leans on and is not there: files and folders that cannot be read, variables that
// are not set; and the sections that nothing comes of yet. Any of it may still come, so these are
// warnings. Looks at the disk. `file` is what messages call adder.toml.
Result<std::vector<Problem>> missing_surroundings(const Config& config, const std::string& file);

// The same words for those who act.
inline constexpr std::string_view kInstallersLeftAlone =
    "[[installers]] are left alone: this adder fetches none yet";

// The line of adder.toml that names the request lists of a section, "pypi" or the name of a
// channel; 0: none does.
int line_of_requests(const Config& config, const std::string& section);

}  // namespace adder::mirror
