#pragma once

#include "base/core/result.h"

#include <filesystem>
#include <functional>

namespace adder::io {

using VisitEntry = std::function<Result<void>(const std::filesystem::directory_entry&)>;

// Visits what is directly in the folder; a folder that is not there is an empty one. The visitor
// may remove what it visits.
Result<void> each_entry(const std::filesystem::path& folder, const VisitEntry& visit);

// Visits everything below the folder that is no folder itself. Symbolic links are visited, not
// followed.
Result<void> each_file_below(const std::filesystem::path& folder, const VisitEntry& visit);

// Removes the file or the folder with all that is in it. Nothing there is no trouble.
Result<void> remove_tree(const std::filesystem::path& path);

}  // namespace adder::io
