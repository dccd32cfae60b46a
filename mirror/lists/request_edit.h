#pragma once

#include "base/core/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// How a wish is looked for in a list: what it says, whatever the white space and the comment.
std::string wish_key(std::string_view line);

// The line that add_wish() writes. `invalid` when a reader of the list would not find exactly that
// wish in it, or could not read its comment.
Result<std::string> wish_line(std::string_view wish, std::string_view note);

enum class Added { now, already };

// Adds a line to the end of a list, with the note as its comment. Everything else in the file, its
// mode and, where we may, its owner stay as they are; readers see the old file or the new one.
Result<Added> add_wish(const std::filesystem::path& list, std::string_view wish,
                       std::string_view note);

// Takes every line that says `wish` out of a list and returns their numbers.
Result<std::vector<int>> remove_wish(const std::filesystem::path& list, std::string_view wish);

}  // namespace adder::mirror
