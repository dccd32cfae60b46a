#include "base/net/patience.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

using namespace std::chrono_literals;
using net::Patience;
using Time = Patience::Time;

const net::Moment kStart = net::Moment() + 100h;

TEST(Patience, TooManyRequestsIsAboutUs) {
  Patience patience(120s);

  EXPECT_EQ(patience.put_off("a", 429, 30s, Time::first, kStart), 30s);
}

TEST(Patience, OneUnavailableFileIsNotAnUnavailableServer) {
  Patience patience(120s);

  EXPECT_EQ(patience.put_off("a", 503, 30s, Time::first, kStart), 0s);
  EXPECT_EQ(patience.put_off("a", 503, 30s, Time::again, kStart), 0s);
  EXPECT_EQ(patience.put_off("a", 503, 30s, Time::again, kStart), 0s);
  EXPECT_EQ(patience.put_off("a", 503, 30s, Time::first, kStart), 0s);
  EXPECT_EQ(patience.put_off("a", 503, 30s, Time::first, kStart), 30s) << "three in a row are";
}

TEST(Patience, AnAnswerInBetweenShowsThatItIsNot) {
  Patience patience(120s);

  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(patience.put_off("a", 503, 30s, Time::first, kStart), 0s);
    patience.served("a");
  }
}

TEST(Patience, WhoWantsMoreThanWeHaveIsLeftAloneOnceHeMeansAll) {
  Patience patience(120s);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(patience.put_off("a", 429, 3600s, Time::first, kStart), 0s);
    EXPECT_EQ(patience.closed_for("a", kStart), std::nullopt);
  }

  EXPECT_EQ(patience.put_off("a", 429, 3600s, Time::first, kStart), 0s);

  EXPECT_EQ(patience.closed_for("a", kStart + 600s), 3000s);
  EXPECT_EQ(patience.closed_for("a", kStart + 3600s), std::nullopt);
  EXPECT_EQ(patience.closed_for("b", kStart), std::nullopt);
}

}  // namespace

}  // namespace adder::testing
