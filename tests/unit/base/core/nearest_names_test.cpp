#include "base/core/nearest_names.h"

#include "base/core/text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

std::string nearest_of(const std::string& word, const std::vector<std::string>& names) {
  NearestNames seeker({word});
  for (const auto& name : names) seeker.consider(name);
  return seeker.nearest(0);
}

TEST(NearestNames, ForgivesTypingMistakesButNotOtherWords) {
  const std::vector<std::string> names = {"numpy", "jupyter", "scipy"};

  EXPECT_EQ(nearest_of("nunpy", names), "numpy");
  EXPECT_EQ(nearest_of("jupiter", names), "jupyter");
  EXPECT_EQ(nearest_of("sicpy", names), "scipy");
  EXPECT_EQ(nearest_of("tensorflow", names), "");
  EXPECT_EQ(nearest_of("", names), "");
}

TEST(NearestNames, TakesTheFirstOfTheAlphabetWhicheverCameFirst) {
  EXPECT_EQ(nearest_of("nump", {"numpy", "numpa", "numpz"}), "numpa");
  EXPECT_EQ(nearest_of("nump", {"numpa", "numpz", "numpy"}), "numpa");
}

TEST(NearestNames, LooksForManyWordsInOnePass) {
  NearestNames seeker({"nunpy", "panda", "zzzzzzzz"});
  for (const auto* name : {"numpy", "pandas", "polars"}) seeker.consider(name);

  EXPECT_EQ(seeker.nearest(0), "numpy");
  EXPECT_EQ(seeker.nearest(1), "pandas");
  EXPECT_EQ(seeker.nearest(2), "");
}

TEST(NearestNames, IsSilentAboutWordsLongerThanAnyTypingMistake) {
  const std::string word(65, 'a');

  EXPECT_EQ(nearest_of(word, {word}), "");
}

TEST(NearestNames, DoesNotTireOfManyWords) {
  NearestNames seeker(std::vector<std::string>(60, "nunpy"));
  seeker.consider("numpy");

  EXPECT_EQ(seeker.nearest(0), "numpy");
  EXPECT_EQ(seeker.nearest(59), "");
}

// The bits of one number and the table of the textbook must agree.
TEST(NearestNames, MeasuresAsNearestDoes) {
  std::mt19937 dice(1);  // NOLINT(bugprone-random*): the same words at every run
  const auto word = [&] {
    std::string out;
    for (auto length = 1 + dice() % 12; length > 0; --length) out += "abc-"[dice() % 4];
    return out;
  };
  for (int round = 0; round < 20'000; ++round) {
    const auto sought = word();
    const auto name = word();
    EXPECT_EQ(nearest_of(sought, {name}), nearest(sought, std::vector{name}))
        << sought << " and " << name;
  }
}

}  // namespace

}  // namespace adder::testing
