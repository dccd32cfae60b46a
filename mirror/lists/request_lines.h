#pragma once

#include "base/core/problem.h"
#include "mirror/lists/wish.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// What one line of a request list says: without comment, continued lines joined, never empty.
struct RequestLine {
  Place place;  // of its first line
  std::string text;
  int last = 0;  // the number of its last line, where it is continued
};

// Whether a line of a file goes on in the next: a backslash at the end, not that of a comment.
bool continues(std::string_view line);

// The lines of one list. `file` is what messages call it.
std::vector<RequestLine> request_lines(std::string_view text, const std::string& file,
                                       Problems& problems);

// The lines of some lists and of all that these name by -r.
struct RequestLines {
  std::vector<RequestLine> lines;
  std::vector<std::filesystem::path> files;  // every list that was read, each once
};

// Messages name the lists relative to `folder`, where they lie below it.
RequestLines read_request_lines(std::span<const std::filesystem::path> lists,
                                const std::filesystem::path& folder, Problems& problems);

// The lists in the order they were first complained of, each from its first line on.
void sort_by_place(Problems& problems);

// How messages and places name a list.
std::string list_name(const std::filesystem::path& list, const std::filesystem::path& folder);

}  // namespace adder::mirror
