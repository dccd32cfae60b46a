#pragma once

#include "base/core/problem.h"
#include "mirror/lists/place.h"
#include "mirror/words/config.h"

#include <filesystem>
#include <string>
#include <vector>

namespace adder::cli {

// A line of a list, of whatever section, as people wrote it.
struct ListedWish {
  std::string section;  // pypi, conda/conda-forge
  mirror::Place place;
  std::string text;
};

// Everything that the request lists of a configuration say.
struct AllRequests {
  std::vector<ListedWish> wishes;
  std::vector<ListedWish> exclusions;
  std::vector<std::filesystem::path> files;  // every list that was read, -r included
  Problems problems;
};
AllRequests read_all_requests(const mirror::Config& config);

// A list that adder.toml names, and whose it is.
struct ConfiguredList {
  std::string section;
  std::filesystem::path file;
};
std::vector<ConfiguredList> configured_lists(const mirror::Config& config);

// What is wrong with one line, were it in a list of that section.
Problems problems_of_wish(const std::string& wish, const std::string& section);

}  // namespace adder::cli
