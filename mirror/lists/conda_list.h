#pragma once

#include "base/core/problem.h"
#include "mirror/lists/conda_wish.h"
#include "mirror/lists/request_lines.h"

#include <filesystem>
#include <span>
#include <string_view>

namespace adder::mirror {

using CondaRequests = ReadLists<CondaRequestList>;

// The lists of the channel of that name. Messages and places name them relative to `folder`, that
// of adder.toml.
CondaRequests read_conda_lists(std::span<const std::filesystem::path> lists,
                               const std::filesystem::path& folder, std::string_view channel);

// Reads one line into the list.
void add_conda_line(const RequestLine& line, std::string_view channel, CondaRequestList& list,
                    Problems& problems);

}  // namespace adder::mirror
