#include "base/core/json_extent.h"

#include "base/core/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace adder::testing {

namespace {

// What was found in pieces of this size, and after how many bytes.
std::string found(std::string_view text, std::size_t piece = std::string_view::npos) {
  JsonExtent extent;
  extent.begin(text.front());
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t taken = 0;
    const auto outcome = extent.add(text.substr(at, piece), taken);
    at += taken;
    if (outcome == JsonExtent::Found::end) return cat("end ", at);
    if (outcome == JsonExtent::Found::error) return cat(extent.error(), " ", at);
  }
  return "nothing";
}

// The slow and obvious way.
std::string end_of(std::string_view text) {
  bool in_string = false;
  std::string open;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == '{' || c == '[')) {
      open += c;
    } else if (!in_string && (c == '}' || c == ']')) {
      if (open.back() != (c == '}' ? '{' : '[')) return cat("an unexpected closing bracket ", i);
      open.pop_back();
    }
    if (open.empty() && !in_string) return cat("end ", i + 1);
  }
  return "nothing";
}

TEST(JsonExtent, EndsWithTheBracketThatClosesTheFirst) {
  EXPECT_EQ(found(R"({"a":{"b":[1,2,{}]}},"next":1)"), "end 20");
  EXPECT_EQ(found("[]]"), "end 2");
  EXPECT_EQ(found(R"({"a":[1)"), "nothing");
}

TEST(JsonExtent, StringsEndWithTheirQuote) {
  EXPECT_EQ(found(R"("a","b")"), "end 3");
  EXPECT_EQ(found(R"("\\\"{",1)"), "end 7");
  EXPECT_EQ(found("\"\""), "end 2");
}

TEST(JsonExtent, BracketsInStringsAndEscapedQuotesMeanNothing) {
  EXPECT_EQ(found(R"({"}":"\"}\\"} )"), "end 13");
}

TEST(JsonExtent, SaysWhatIsWrongWithBracketsAndStrings) {
  EXPECT_EQ(found(R"({"a":[1})"), "an unexpected closing bracket 7");
  EXPECT_EQ(found("{\"a\n\":1}"), "a control character in a string 3");
  EXPECT_EQ(found(R"({\"a":1})"), "a backslash outside of a string 1");
  EXPECT_EQ(found(std::string(65, '[')), "nested deeper than 64 64");
  EXPECT_EQ(found(std::string(64, '[') + std::string(64, ']')), "end 128");
}

TEST(JsonExtent, WhatComesAfterTheEndIsNoneOfItsBusiness) {
  EXPECT_EQ(found("{}\\ \"\n"), "end 2");
}

TEST(JsonExtent, AgreesWithTheObviousWayHoweverTheBytesAreCut) {
  std::mt19937 dice(3);  // NOLINT: the same throw every time is what we want
  constexpr std::string_view alphabet = R"(\\\"""[]{}a )";
  for (int round = 0; round < 20'000; ++round) {
    std::string text = "{\"";
    for (auto length = dice() % 200; length > 0; --length)
      text += alphabet[dice() % alphabet.size()];
    const auto expected = end_of(text);
    const auto whole = found(text);
    if (whole.starts_with("a backslash")) continue;  // of which the obvious way knows nothing
    ASSERT_EQ(whole, expected) << text;
    for (const std::size_t piece : {1, 7, 64, 65}) ASSERT_EQ(found(text, piece), expected) << text;
  }
}

}  // namespace

}  // namespace adder::testing
