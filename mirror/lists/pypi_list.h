#pragma once

#include "base/core/problem.h"
#include "mirror/lists/request_lines.h"
#include "mirror/lists/wish.h"

#include <filesystem>
#include <span>

namespace adder::mirror {

using PypiRequests = ReadLists<RequestList>;

// Messages and places name the lists relative to `folder`, that of adder.toml.
PypiRequests read_pypi_lists(std::span<const std::filesystem::path> lists,
                             const std::filesystem::path& folder);

// Reads one line into the list.
void add_pypi_line(const RequestLine& line, RequestList& list, Problems& problems);

}  // namespace adder::mirror
