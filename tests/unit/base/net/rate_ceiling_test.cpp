#include "base/net/rate_ceiling.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

using namespace std::chrono_literals;
using net::RateCeiling;

const net::Moment kStart = net::Moment() + 100h;

TEST(RateCeiling, WithoutOneEverythingPasses) {
  RateCeiling none(0);
  none.charge(1'000'000'000);

  EXPECT_FALSE(none.limits());
  EXPECT_TRUE(none.is_open(kStart));
}

TEST(RateCeiling, ADebtIsPaidByWaiting) {
  RateCeiling ceiling(1'000);
  ASSERT_TRUE(ceiling.is_open(kStart));
  ceiling.charge(600);  // of which 100 were on the account

  EXPECT_FALSE(ceiling.is_open(kStart));
  EXPECT_EQ(ceiling.opens_at(), kStart + 500ms);
  EXPECT_FALSE(ceiling.is_open(kStart + 400ms));
  EXPECT_TRUE(ceiling.is_open(kStart + 500ms));
}

TEST(RateCeiling, AnIdleHourDoesNotEndInABurst) {
  RateCeiling ceiling(1'000);
  ASSERT_TRUE(ceiling.is_open(kStart));
  ASSERT_TRUE(ceiling.is_open(kStart + 1h));
  ceiling.charge(101);

  EXPECT_FALSE(ceiling.is_open(kStart + 1h));
}

}  // namespace

}  // namespace adder::testing
