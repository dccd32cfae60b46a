#pragma once

#include "tests/support/temp_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

namespace adder::testing {

// The first file below `folder`, by its path, whose name ends so; empty if none does.
inline std::filesystem::path file_below(const std::filesystem::path& folder,
                                        std::string_view end = "") {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().native().ends_with(end)) {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files.empty() ? std::filesystem::path() : files.front();
}

// A bit in the middle is another one from now on, in the same file.
inline void flip(const std::filesystem::path& file) {
  auto text = content_of(file);
  text[text.size() / 2] ^= 1;
  std::filesystem::permissions(file, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace adder::testing
