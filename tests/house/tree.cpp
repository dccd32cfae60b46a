#include "tests/house/tree.h"

#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <algorithm>
#include <sstream>

namespace adder::testing {

namespace fs = std::filesystem;

std::vector<fs::path> tree() {
  const auto listed = run({.words = {"git", "-c", "core.quotePath=off", "ls-files", "--cached",
                                     "--others", "--exclude-standard"},
                           .folder = ADDER_SOURCE});
  std::vector<fs::path> files;
  std::istringstream lines(listed.out);
  for (std::string line; std::getline(lines, line);) {
    // Git still lists what was removed and not yet committed.
    if (fs::is_regular_file(fs::path(ADDER_SOURCE) / line)) files.emplace_back(line);
  }
  std::ranges::sort(files);
  return files;
}

std::vector<fs::path> tree(const std::vector<std::string>& endings) {
  auto files = tree();
  std::erase_if(files, [&](const fs::path& file) {
    return std::ranges::find(endings, file.extension().string()) == endings.end();
  });
  return files;
}

std::string text_of(const fs::path& file) {
  return content_of(fs::path(ADDER_SOURCE) / file);
}

void each_line(const fs::path& file, const std::function<void(const std::string&, int)>& look) {
  std::istringstream lines(text_of(file));
  int number = 0;
  for (std::string line; std::getline(lines, line);) look(line, ++number);
}

}  // namespace adder::testing
