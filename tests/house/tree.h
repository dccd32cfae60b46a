#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace adder::testing {

// The files of the repository as git knows them or would take them, relative to its top, sorted.
// Empty where there is no git to ask.
std::vector<std::filesystem::path> tree();

// Those of them with one of these endings: {".h", ".cpp"}.
std::vector<std::filesystem::path> tree(const std::vector<std::string>& endings);

std::string text_of(const std::filesystem::path& file);

// Calls `look` with each line and its number, from 1.
void each_line(const std::filesystem::path& file,
               const std::function<void(const std::string& line, int number)>& look);

}  // namespace adder::testing
