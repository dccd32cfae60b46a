#pragma once

#include "base/core/pattern.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace adder::mirror {

// Which of many patterns match a name. Exact names cost one look-up however many there are; globs
// and expressions are tried one after another.
class PatternIndex {
 public:
  void add(const Pattern& pattern, std::uint32_t number);

  // The numbers of the patterns that match, ascending.
  std::vector<std::uint32_t> matching(std::string_view name) const;

 private:
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> exact_;  // views of `kept_`
  std::vector<Pattern> kept_;
  std::vector<std::pair<Pattern, std::uint32_t>> others_;
};

}  // namespace adder::mirror
