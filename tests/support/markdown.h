#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adder::testing {

// The blocks of a page between ```LANGUAGE and ```, so that a test can hold a manual to its word.
inline std::vector<std::string> code_blocks(std::string_view page, std::string_view language) {
  const auto begin = "\n```" + std::string(language) + "\n";
  std::vector<std::string> blocks;
  bool inside = false;
  while (!page.empty()) {
    const auto mark = inside ? page.find("\n```\n") : page.find(begin);
    if (mark == page.npos) break;
    if (inside) blocks.emplace_back(page.substr(0, mark + 1));
    page.remove_prefix(mark + (inside ? 4 : begin.size()));
    inside = !inside;
  }
  return blocks;
}

}  // namespace adder::testing
