#include "mirror/telling/progress.h"

#include <gtest/gtest.h>

#include <chrono>

namespace adder::testing {

namespace {

using mirror::Progress;
using std::chrono::milliseconds;
using std::chrono::seconds;

const Progress::Moment kStart{};

TEST(Progress, CountsWithoutARateUntilOneIsKnown) {
  Progress progress;
  progress.plan(2'400, 105'000'000);
  progress.reach(0, 0, kStart);
  progress.reach(3, 1'200'000, kStart + milliseconds(100));
  EXPECT_EQ(progress.words(), "3/2400 files, 1.2 MB of 105 MB");
}

TEST(Progress, TellsRateAndTimeLeft) {
  Progress progress;
  progress.plan(2'400, 105'000'000);
  progress.reach(0, 0, kStart);
  progress.reach(500, 21'000'000, kStart + seconds(2));
  EXPECT_EQ(progress.words(), "500/2400 files, 21 MB of 105 MB, 11 MB/s, 8s left");
}

TEST(Progress, TheRateIsThatOfTheLastSeconds) {
  Progress progress;
  progress.plan(10, 1'000'000'000);
  progress.reach(0, 0, kStart);
  for (int second = 1; second <= 60; ++second) {
    progress.reach(1, 500'000'000, kStart + seconds(second));
  }
  progress.reach(1, 505'000'000, kStart + seconds(65));
  EXPECT_EQ(progress.words(), "1/10 files, 505 MB of 1 GB, 500 kB/s, 16m 30s left");
}

TEST(Progress, SectionsAddUp) {
  Progress progress;
  progress.plan(1, 10);
  progress.plan(2, 20);
  EXPECT_EQ(progress.words(), "0/3 files, 0 B of 30 B");
}

TEST(Progress, TheBarTakesTheRoomThereIs) {
  Progress progress;
  progress.plan(4, 400);
  progress.reach(2, 200, kStart);
  EXPECT_EQ(progress.bar(60), "[============>           ] 2/4 files, 200 B of 400 B");
  EXPECT_EQ(progress.bar(38), "[=====>    ] 2/4 files, 200 B of 400 B");
  EXPECT_EQ(progress.bar(20), "2/4 files, 200 B of ");
  EXPECT_EQ(progress.bar(0), "");
}

TEST(Progress, AFullBarHasNoTip) {
  Progress progress;
  progress.plan(1, 0);
  progress.reach(1, 0, kStart);
  EXPECT_EQ(progress.bar(60), "[========================] 1/1 files, 0 B");
}

}  // namespace

}  // namespace adder::testing
