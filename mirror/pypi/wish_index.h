#pragma once

#include "mirror/lists/pattern_index.h"
#include "mirror/lists/wish.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace adder::mirror {

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
