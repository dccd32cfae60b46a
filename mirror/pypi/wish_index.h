#pragma once

#include "mirror/lists/wish.h"

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

// Which lines of the request lists concern a project. Quick enough to ask for every name there is.
class WishIndex {
 public:
  explicit WishIndex(const RequestList& list);

  // Positions in list.wishes and list.exclusions. `name` is normalised.
  std::vector<std::uint32_t> wishes(std::string_view name) const { return wishes_.matching(name); }
  std::vector<std::uint32_t> exclusions(std::string_view name) const {
    return exclusions_.matching(name);
  }

 private:
  PatternIndex wishes_;
  PatternIndex exclusions_;
};

}  // namespace adder::mirror
