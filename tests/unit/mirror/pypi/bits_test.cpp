#include "mirror/pypi/bits.h"

#include <gtest/gtest.h>

#include <vector>

namespace adder::testing {

namespace {

using mirror::Bits;

Bits bits(std::size_t size, const std::vector<std::size_t>& members) {
  Bits out(size);
  for (const auto member : members) out.add(member);
  return out;
}

TEST(Bits, KeepTheirMembersAcrossWords) {
  const auto some = bits(130, {0, 63, 64, 129});

  std::vector<std::size_t> members;
  some.each([&](std::size_t member) { members.push_back(member); });

  EXPECT_EQ(members, (std::vector<std::size_t>{0, 63, 64, 129}));
  EXPECT_EQ(some.count(), 4U);
  EXPECT_TRUE(some.has(129));
  EXPECT_FALSE(some.has(128));
}

TEST(Bits, AllHasNobodyBeyondTheSize) {
  EXPECT_EQ(Bits::all(70).count(), 70U);
  EXPECT_FALSE(Bits::all(0).any());
}

TEST(Bits, UniteMeetAndDiffer) {
  const auto left = bits(100, {1, 2, 99});
  const auto right = bits(100, {2, 3});

  EXPECT_EQ(left | right, bits(100, {1, 2, 3, 99}));
  EXPECT_EQ(left & right, bits(100, {2}));
  EXPECT_EQ(left - right, bits(100, {1, 99}));
  EXPECT_FALSE((left - left).any());
}

}  // namespace

}  // namespace adder::testing
