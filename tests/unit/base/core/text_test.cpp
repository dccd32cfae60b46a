#include "base/core/text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

TEST(Text, JoinsWordsAndNumbers) {
  EXPECT_EQ(cat("kept ", 3, " of ", 10u, '!'), "kept 3 of 10!");
}

TEST(Text, SplittingKeepsEmptyPieces) {
  EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string_view>{"a", "", "b", ""}));
}

TEST(Text, NearestForgivesTypingMistakesButNotOtherWords) {
  const std::vector<std::string> words = {"upstream", "requests", "environments"};

  EXPECT_EQ(nearest("upstraem", words), "upstream");
  EXPECT_EQ(nearest("request", words), "requests");
  EXPECT_EQ(nearest("colour", words), "");
}

TEST(Text, PrintableShowsWhatATerminalWouldObey) {
  EXPECT_EQ(printable("a\x1b[31mb\n"), "a\\x1b[31mb\\x0a");
  EXPECT_EQ(printable("gr\xc3\xbc\xc3\x9f"), "gr\xc3\xbc\xc3\x9f");
  EXPECT_EQ(printable("\xff\xc3"), "\\xff\\xc3");
  EXPECT_EQ(printable("\xe2\x80\xae"), "\\xe2\\x80\\xae");
}

TEST(Text, WordsWithAStrangersInThemKeepTheirLinesOnly) {
  EXPECT_EQ(printable_lines("one\n  two \xc2\x9b\x33\x31m\n"), "one\n  two \\xc2\\x9b31m\n");
  EXPECT_EQ(printable_lines(""), "");
}

}  // namespace

}  // namespace adder::testing
