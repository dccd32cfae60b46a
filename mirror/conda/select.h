#pragma once

#include "mirror/conda/offers.h"
#include "mirror/lists/conda_wish.h"
#include "mirror/lists/pattern_index.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace adder::mirror {

// Which lines of a channel's lists concern a package. Quick enough to ask for every name there is.
class CondaWishIndex {
 public:
  explicit CondaWishIndex(const CondaRequestList& list);

  // Positions in list.wishes and list.exclusions.
  std::vector<std::uint32_t> wishes(std::string_view name) const { return wishes_.matching(name); }
  std::vector<std::uint32_t> exclusions(std::string_view name) const {
    return exclusions_.matching(name);
  }

 private:
  PatternIndex wishes_;
  PatternIndex exclusions_;
};

// Whether an exclusion takes the record out of everything. The line's name matches the record's.
bool takes_out(const CondaExclusion& exclusion, const Offers& offers, OfferId id);

// Whether it leaves nothing of a package whose name it matches.
bool takes_out_all(const CondaExclusion& exclusion);

// Those among `left` that a line asks for: the records of one package, whose name the line's
// matches, without what is taken out. The filters of a line are ANDed; latest= looks at what the
// others have left. In the order they came.
std::vector<OfferId> select(const CondaWish& wish, const Offers& offers,
                            std::span<const OfferId> left);

}  // namespace adder::mirror
