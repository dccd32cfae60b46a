#include "base/core/pattern.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

TEST(Pattern, ExactMeansThatNameOnlyAndKnowsIt) {
  const auto pattern = Pattern::exact("numpy");

  EXPECT_TRUE(pattern.matches("numpy"));
  EXPECT_FALSE(pattern.matches("numpy2"));
  ASSERT_NE(pattern.name(), nullptr);
  EXPECT_EQ(*pattern.name(), "numpy");
}

TEST(Pattern, ExactTakesStarsAndDotsAsTheyAre) {
  EXPECT_FALSE(Pattern::exact("a*").matches("ab"));
  EXPECT_FALSE(Pattern::exact("a.c").matches("abc"));
}

TEST(Pattern, GlobMatchesWholeNames) {
  const auto pattern = Pattern::glob("jupyter*");

  EXPECT_TRUE(pattern.matches("jupyter"));
  EXPECT_TRUE(pattern.matches("jupyter-core"));
  EXPECT_FALSE(pattern.matches("my-jupyter"));
  EXPECT_EQ(pattern.name(), nullptr);
}

TEST(Pattern, QuestionMarkIsExactlyOneCharacter) {
  EXPECT_TRUE(glob_matches("torch?", "torch2"));
  EXPECT_FALSE(glob_matches("torch?", "torch"));
  EXPECT_FALSE(glob_matches("torch?", "torch22"));
}

TEST(Pattern, StarsGiveBackWhatLaterPartsNeed) {
  EXPECT_TRUE(glob_matches("*manylinux*x86_64*", "a-1-cp312-cp312-manylinux_2_17_x86_64"));
  EXPECT_TRUE(glob_matches("*-any", "a-1-py3-none-any-any"));
  EXPECT_TRUE(glob_matches("a*b*c", "abbbcbc"));
  EXPECT_FALSE(glob_matches("a*b*c", "abbbcb"));
  EXPECT_TRUE(glob_matches("**", ""));
  EXPECT_FALSE(glob_matches("", "a"));
}

TEST(Pattern, ManyStarsDoNotTakeForEver) {
  std::string glob;
  for (int i = 0; i < 200; ++i) glob += "a*";
  EXPECT_FALSE(glob_matches(glob + "b", std::string(20'000, 'a')));
}

TEST(Pattern, RegexMatchesWholeNames) {
  const auto pattern = Pattern::regex("torch|torchvision");
  ASSERT_TRUE(pattern);

  EXPECT_TRUE(pattern->matches("torchvision"));
  EXPECT_FALSE(pattern->matches("torchvision2"));
  EXPECT_FALSE(pattern->matches("pytorch"));
  EXPECT_EQ(pattern->words(), "torch|torchvision");
}

TEST(Pattern, BadRegexSaysWhatIsWrong) {
  const auto pattern = Pattern::regex("(torch");

  ASSERT_FALSE(pattern);
  EXPECT_EQ(pattern.error().words(), "bad regular expression '(torch': missing ): (torch");
}

TEST(Pattern, RegexThatWouldNeedTooMuchMemoryIsRefused) {
  const auto pattern = Pattern::regex("((a{100}){100}){100}");

  ASSERT_FALSE(pattern);
  EXPECT_EQ(pattern.error().kind(), Error::Kind::invalid);
}

TEST(Pattern, RegexThatBacktrackersDieOfIsQuick) {
  const auto pattern = Pattern::regex("(a*)*b");
  ASSERT_TRUE(pattern);
  EXPECT_FALSE(pattern->matches(std::string(20'000, 'a')));
}

}  // namespace

}  // namespace adder::testing
