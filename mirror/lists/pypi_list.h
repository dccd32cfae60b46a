#pragma once

#include "base/core/problem.h"
#include "mirror/lists/request_lines.h"
#include "mirror/lists/wish.h"

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace adder::mirror {

// What the request lists of PyPI ask for, with all that is wrong in them. With errors, the list is
// not whole and must not be used.
struct PypiRequests {
  RequestList list;
  std::vector<std::filesystem::path> files;  // every list that was read, -r included
  Problems problems;
};

// Messages and places name the lists relative to `folder`, that of adder.toml.
PypiRequests read_pypi_lists(std::span<const std::filesystem::path> lists,
                             const std::filesystem::path& folder);

// Reads one line into the list.
void add_pypi_line(const RequestLine& line, RequestList& list, Problems& problems);

}  // namespace adder::mirror
