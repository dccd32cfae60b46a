#pragma once

#include "base/core/problem.h"
#include "mirror/lists/place.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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

// What some lists ask for, with all that is wrong in them. With errors, the list is not whole and
// must not be used.
template <class List>
struct ReadLists {
  List list;
  std::vector<std::filesystem::path> files;  // every list that was read, -r included
  Problems problems;
};

// The lists in the order they were first complained of, each from its first line on.
void sort_by_place(Problems& problems);

// Reads lists of one kind line by line: add_line(const RequestLine&, List&, Problems&).
template <class List, class AddLine>
ReadLists<List> read_lists(std::span<const std::filesystem::path> lists,
                           const std::filesystem::path& folder, AddLine add_line) {
  ReadLists<List> read;
  auto found = read_request_lines(lists, folder, read.problems);
  for (const auto& line : found.lines) add_line(line, read.list, read.problems);
  sort_by_place(read.problems);
  read.files = std::move(found.files);
  return read;
}

// The line in words such as "requests/pypi.list:3: scipy +deps": every reading of them, since a
// list's name may hold what separates them.
std::vector<RequestLine> placed_lines(std::string_view words);

// How messages and places name a list.
std::string list_name(const std::filesystem::path& list, const std::filesystem::path& folder);

}  // namespace adder::mirror
