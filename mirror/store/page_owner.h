#pragma once

#include <string>
#include <string_view>

namespace adder::mirror {

// Whose pages stand at a place below public/: place_of() read backwards. The page is the file in
// the folder, or in folders of that; empty at the folder itself. An empty unit: nobody's.
struct PageOwner {
  std::string unit;
  int since = 0;
  std::string_view folder = {};
  std::string_view page = {};
};
PageOwner page_owner(std::string_view below_public);

// The folder's name in which a channel or subdir keeps its page folders.
inline constexpr std::string_view kIndexes = ".indexes";

}  // namespace adder::mirror
