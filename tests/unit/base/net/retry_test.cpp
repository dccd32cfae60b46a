#include "base/net/retry.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

using net::pause_before;
using std::chrono::milliseconds;

const net::RetryPolicy kPolicy = {
    .attempts = 5, .first_pause = milliseconds(100), .longest_pause = milliseconds(300)};

TEST(Retry, PausesGrowUpToALimitAndThenWeGiveUp) {
  EXPECT_EQ(pause_before(2, kPolicy, {}, 0), milliseconds(100));
  EXPECT_EQ(pause_before(3, kPolicy, {}, 0), milliseconds(200));
  EXPECT_EQ(pause_before(4, kPolicy, {}, 0), milliseconds(300));
  EXPECT_EQ(pause_before(5, kPolicy, {}, 0), milliseconds(300));
  EXPECT_EQ(pause_before(6, kPolicy, {}, 0), std::nullopt);
}

TEST(Retry, LuckTakesOffUpToAHalf) {
  EXPECT_EQ(pause_before(3, kPolicy, {}, 0.5), milliseconds(150));
  EXPECT_EQ(pause_before(3, kPolicy, {}, 1), milliseconds(100));
}

TEST(Retry, WhatTheServerAsksForIsAFloor) {
  EXPECT_EQ(pause_before(2, kPolicy, milliseconds(7'000), 0), milliseconds(7'100));
}

TEST(Retry, AnAbsurdWishOfTheServerEndsTheMatter) {
  EXPECT_NE(pause_before(2, kPolicy, milliseconds(120'000), 0), std::nullopt);
  EXPECT_EQ(pause_before(2, kPolicy, milliseconds(120'001), 0), std::nullopt);
}

}  // namespace

}  // namespace adder::testing
