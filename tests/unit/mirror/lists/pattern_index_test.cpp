#include "mirror/lists/pattern_index.h"

#include <gtest/gtest.h>

#include <vector>

namespace adder::testing {

namespace {

using Numbers = std::vector<std::uint32_t>;

TEST(PatternIndex, FindsExactNamesGlobsAndExpressionsByTheirNumbers) {
  mirror::PatternIndex index;
  index.add(*Pattern::regex("num(py|ba)"), 4);
  index.add(Pattern::exact("numpy"), 2);
  index.add(Pattern::glob("num*"), 3);
  index.add(Pattern::exact("numpy"), 7);

  EXPECT_EQ(index.matching("numpy"), (Numbers{2, 3, 4, 7}));
  EXPECT_EQ(index.matching("numexpr"), (Numbers{3}));
  EXPECT_EQ(index.matching("scipy"), Numbers{});
}

}  // namespace

}  // namespace adder::testing
