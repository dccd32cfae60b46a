#include "base/core/clock.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace adder::testing {

namespace {

using std::chrono::seconds;

constexpr Time kMoment{seconds(1'795'180'320)};  // 2026-11-20T13:12:00Z

class SourceDateEpoch : public ::testing::Test {
 protected:
  ~SourceDateEpoch() override { ::unsetenv("SOURCE_DATE_EPOCH"); }
};

TEST(Clock, WritesUtcWithZ) {
  EXPECT_EQ(rfc3339(kMoment), "2026-11-20T13:12:00Z");
  EXPECT_EQ(rfc3339(Time{}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(rfc3339(Time{seconds(-1)}), "1969-12-31T23:59:59Z");
}

TEST(Clock, ReadsWhatItWrites) {
  EXPECT_EQ(*parse_rfc3339("2026-11-20T13:12:00Z"), kMoment);
}

TEST(Clock, CutsFractionsOffAndAppliesOffsets) {
  EXPECT_EQ(*parse_rfc3339("2026-11-20T13:12:00.999999Z"), kMoment);
  EXPECT_EQ(*parse_rfc3339("2026-11-20t15:12:00+02:00"), kMoment);
  EXPECT_EQ(*parse_rfc3339("2026-11-20 03:42:00-09:30"), kMoment);
}

TEST(Clock, RefusesWhatIsNoTime) {
  for (const auto* text : {"", "2026", "2026-11-20", "2026-11-20T13:12:00", "2026-02-30T00:00:00Z",
                           "2026-11-20T24:00:00Z", "2026-11-20T13:12:00.Z", "2026-11-20T13:12:00Zx",
                           "26-11-20T13:12:00Z", "2026-11-20T1:12:00Z", "+026-11-20T13:12:00Z",
                           "9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

TEST(Clock, ADayBeginsAtMidnightUtc) {
  EXPECT_EQ(rfc3339(*parse_day_or_time("2026-11-20")), "2026-11-20T00:00:00Z");
  EXPECT_EQ(*parse_day_or_time("2026-11-20T13:12:00Z"), kMoment);
  EXPECT_EQ(parse_day_or_time("yesterday").error().words(),
            "'yesterday' is not a time: expected 2026-11-20 or 2026-11-20T13:12:00Z");
}

TEST(Clock, ReadsTheThreeDatesOfHttp) {
  EXPECT_EQ(parse_http_date("Fri, 20 Nov 2026 13:12:00 GMT"), kMoment);
  EXPECT_EQ(parse_http_date("Friday, 20-Nov-26 13:12:00 GMT"), kMoment);
  EXPECT_EQ(parse_http_date("Fri Nov 20 13:12:00 2026"), kMoment);
  EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994"),
            parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"));
  EXPECT_EQ(parse_http_date("120"), std::nullopt);
  EXPECT_EQ(parse_http_date("Fri, 32 Nov 2026 13:12:00 GMT"), std::nullopt);
}

TEST_F(SourceDateEpoch, StopsTheClock) {
  ::setenv("SOURCE_DATE_EPOCH", "1795180320", 1);
  const auto clock = Clock::from_environment();

  ASSERT_TRUE(clock);
  EXPECT_EQ(clock->now(), kMoment);
}

TEST_F(SourceDateEpoch, MustBeANumber) {
  ::setenv("SOURCE_DATE_EPOCH", "now", 1);
  const auto clock = Clock::from_environment();

  ASSERT_FALSE(clock);
  EXPECT_EQ(clock.error().words(),
            "SOURCE_DATE_EPOCH: 'now' is not a number of seconds since 1970");
}

TEST(Clock, RunsWithoutIt) {
  const auto before = std::chrono::floor<seconds>(std::chrono::system_clock::now());
  EXPECT_GE(Clock().now(), before);
}

}  // namespace

}  // namespace adder::testing
