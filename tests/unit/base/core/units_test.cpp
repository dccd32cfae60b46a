#include "base/core/units.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(Units, SizesInPowersOfTenAndOfTwo) {
  const std::vector<std::pair<std::string, std::uint64_t>> sizes = {
      {"", 0},
      {"0", 0},
      {"7", 7},
      {"7B", 7},
      {"7kB", 7000},
      {"2MB", 2000000},
      {"3GB", 3000000000},
      {"1TB", 1000000000000},
      {"1KiB", 1024},
      {"1MiB", 1048576},
      {"10GiB", 10737418240},
      {"1TiB", 1099511627776},
      {"10 GiB", 10737418240},
  };
  for (const auto& [text, bytes] : sizes) {
    const auto parsed = parse_size(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(*parsed, bytes) << text;
  }
}

TEST(Units, WrongSizesSayWhatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> mistakes = {
      {"10Gib", "'10Gib' is not a size: unknown unit 'Gib', did you mean 'GiB'?"},
      {"10KB", "'10KB' is not a size: unknown unit 'KB', did you mean 'kB'?"},
      {"10 parsecs",
       "'10 parsecs' is not a size: unknown unit 'parsecs', one of B, kB, MB, GB, TB, KiB, MiB, "
       "GiB, TiB"},
      {"1.5GB", "'1.5GB' is not a size: expected a whole number, without fractions"},
      {"-1", "'-1' is not a size: expected a whole number and a unit, such as 10GiB"},
      {"lots", "'lots' is not a size: expected a whole number and a unit, such as 10GiB"},
      {"99999999999999999999", "'99999999999999999999' is not a size: the number is too large"},
      {"9999999999TB", "'9999999999TB' is not a size: the number is too large"},
  };
  for (const auto& [text, words] : mistakes) {
    const auto parsed = parse_size(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().words(), words);
  }
}

TEST(Units, RatesAreSizesPerSecond) {
  EXPECT_EQ(*parse_rate("200MB/s"), 200'000'000u);
  EXPECT_EQ(*parse_rate(""), 0u);
  EXPECT_EQ(*parse_rate("0"), 0u);
  EXPECT_EQ(parse_rate("200MB").error().words(),
            "'200MB' is not a rate: expected a size followed by /s, such as 200MB/s");
  EXPECT_EQ(parse_rate("/s").error().words(), "'/s' is not a rate: the number is missing");
}

TEST(Units, DurationsNeedAUnit) {
  EXPECT_EQ(*parse_duration("90s"), seconds(90));
  EXPECT_EQ(*parse_duration("5m"), minutes(5));
  EXPECT_EQ(*parse_duration("24h"), hours(24));
  EXPECT_EQ(*parse_duration("90d"), hours(90 * 24));
  EXPECT_EQ(*parse_duration("2w"), hours(14 * 24));
  EXPECT_EQ(*parse_duration(""), seconds(0));
  EXPECT_EQ(*parse_duration("0"), seconds(0));
  EXPECT_EQ(parse_duration("24").error().words(),
            "'24' is not a duration: a unit is missing, one of s, m, h, d, w");
  EXPECT_EQ(parse_duration("999999w").error().words(),
            "'999999w' is not a duration: the number is too large");
}

TEST(Units, SizesForPeople) {
  EXPECT_EQ(human_size(0), "0 B");
  EXPECT_EQ(human_size(999), "999 B");
  EXPECT_EQ(human_size(1'000), "1 kB");
  EXPECT_EQ(human_size(1'449), "1.4 kB");
  EXPECT_EQ(human_size(9'960), "10 kB");
  EXPECT_EQ(human_size(811'600), "812 kB");
  EXPECT_EQ(human_size(999'700), "1 MB");
  EXPECT_EQ(human_size(1'400'000'000), "1.4 GB");
  EXPECT_EQ(human_size(5'000'000'000'000'000), "5000 TB");
}

TEST(Units, DurationsForPeople) {
  EXPECT_EQ(human_duration(seconds(0)), "0s");
  EXPECT_EQ(human_duration(seconds(200)), "3m 20s");
  EXPECT_EQ(human_duration(hours(2) + minutes(5)), "2h 5m");
  EXPECT_EQ(human_duration(hours(76)), "3d 4h");
}

TEST(Units, CountsWithTheNounInItsNumber) {
  EXPECT_EQ(human_count(0, "file"), "0 files");
  EXPECT_EQ(human_count(1, "file"), "1 file");
  EXPECT_EQ(human_count(2, "file"), "2 files");
}

}  // namespace

}  // namespace adder::testing
