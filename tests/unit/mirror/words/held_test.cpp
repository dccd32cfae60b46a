#include "mirror/words/held.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace adder::testing {

namespace {

using mirror::HeldReason;

TEST(HeldReason, EveryOneHasAWordOfItsOwnAndIsFoundByIt) {
  std::set<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(HeldReason::unanchored); ++i) {
    const auto reason = static_cast<HeldReason>(i);
    EXPECT_EQ(mirror::held_reason(mirror::words(reason)), reason);
    seen.insert(mirror::words(reason));
  }
  EXPECT_EQ(seen.size(), 13u);
  EXPECT_EQ(mirror::words(HeldReason::too_long), "too_long");
  EXPECT_EQ(mirror::words(HeldReason::unanchored), "unanchored");
}

}  // namespace

}  // namespace adder::testing
