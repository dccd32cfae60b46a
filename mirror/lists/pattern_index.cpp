#include "mirror/lists/pattern_index.h"

#include <algorithm>

namespace adder::mirror {

void PatternIndex::add(const Pattern& pattern, std::uint32_t number) {
  if (const auto* name = pattern.name()) {
    exact_[*name].push_back(number);
    kept_.push_back(pattern);
  } else {
    others_.emplace_back(pattern, number);
  }
}

std::vector<std::uint32_t> PatternIndex::matching(std::string_view name) const {
  std::vector<std::uint32_t> numbers;
  if (const auto found = exact_.find(name); found != exact_.end()) numbers = found->second;
  for (const auto& [pattern, number] : others_) {
    if (pattern.matches(name)) numbers.push_back(number);
  }
  std::ranges::sort(numbers);
  return numbers;
}

}  // namespace adder::mirror
