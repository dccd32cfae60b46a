#include "mirror/words/guard.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

using mirror::guard_download;
using mirror::guard_room;
using mirror::guard_shrink;

Result<void> shrink(std::uint64_t before, std::uint64_t now, int percent = 20) {
  return guard_shrink({.section = "pypi", .what = "projects", .before = before, .now = now},
                      percent);
}

TEST(Guard, LetsASectionShrinkAsFarAsIsAllowed) {
  EXPECT_TRUE(shrink(100, 80));
  EXPECT_TRUE(shrink(100, 200));
  EXPECT_FALSE(shrink(100, 79));
  EXPECT_FALSE(shrink(100, 0));
}

TEST(Guard, SaysHowMuchIsGoneAndWhichFlagAllowsIt) {
  const auto refusal = shrink(700'000, 280'000).error();

  EXPECT_EQ(refusal.kind(), Error::Kind::refused);
  EXPECT_EQ(refusal.words(),
            "pypi: 60 % of the projects are gone\n"
            "  expected at least 560000 of 700000 (shrink = 20)\n"
            "  found 280000\n"
            "  the section stays as it was published");
  EXPECT_EQ(refusal.hint(), "if this is right, run 'adder sync --allow-shrink pypi'");
}

TEST(Guard, MakesNothingOfSmallCounts) {
  EXPECT_TRUE(shrink(49, 0));
  EXPECT_FALSE(shrink(50, 0));
}

TEST(Guard, ShrinkOfNothingIsNoLimitAndOfAllNeverTrips) {
  EXPECT_TRUE(shrink(1000, 0, 0));
  EXPECT_TRUE(shrink(1000, 0, 100));
}

TEST(Guard, RefusesToDownloadMoreThanIsAllowed) {
  EXPECT_TRUE(guard_download(1000, 1000));
  EXPECT_TRUE(guard_download(1000, 0));
  const auto refusal = guard_download(1'000'001, 1'000'000).error();

  EXPECT_EQ(refusal.kind(), Error::Kind::refused);
  EXPECT_EQ(refusal.words(),
            "the plan would download more than 'max_bytes' allows\n"
            "  allowed 1 MB (1000000 B)\n"
            "  planned 1 MB (1000001 B)");
  EXPECT_NE(refusal.hint().find("ADDER_LIMITS_MAX_BYTES"), std::string::npos);
}

TEST(Guard, RefusesToFillTheDisk) {
  EXPECT_TRUE(guard_room({.free = 300, .needed = 100}, 200));
  EXPECT_FALSE(guard_room({.free = 300, .needed = 101}, 200));
  EXPECT_FALSE(guard_room({.free = 300, .needed = 301}, 1));
  EXPECT_TRUE(guard_room({.free = 300, .needed = 301}, 0));
  const auto refusal = guard_room({.free = 5'000'000, .needed = 4'000'000}, 2'000'000).error();

  EXPECT_EQ(refusal.words(),
            "the disk would be fuller than 'min_free' allows\n"
            "  to stay free 2 MB (2000000 B)\n"
            "  free now 5 MB (5000000 B)\n"
            "  planned 4 MB (4000000 B)");
}

}  // namespace

}  // namespace adder::testing
