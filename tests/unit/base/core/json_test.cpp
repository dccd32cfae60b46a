#include "base/core/json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace adder::testing {

namespace {

TEST(Json, ReadsFields) {
  const auto json = parse_json(R"({"name":"demo","size":12})");

  ASSERT_TRUE(json) << json.error().words();
  EXPECT_EQ(*string_field(*json, "name"), "demo");
  EXPECT_EQ(*size_field(*json, "size"), 12u);
}

TEST(Json, ASizeIsAWholeNumberThatIsNotNegative) {
  const auto json = parse_json(R"({"a":-1,"b":1.5,"c":"1","d":18446744073709551616})");

  ASSERT_TRUE(json) << json.error().words();
  for (const auto* const name : {"a", "b", "c", "d", "e"}) {
    EXPECT_EQ(size_field(*json, name).error().words(),
              "field '" + std::string(name) + "' is missing or not a whole number");
  }
  EXPECT_EQ(string_field(*json, "a").error().words(), "field 'a' is missing or not a string");
}

TEST(Json, AFieldOfWhatIsNoObjectIsMissing) {
  EXPECT_FALSE(string_field(*parse_json("[1]"), "a"));
  EXPECT_FALSE(size_field(*parse_json("null"), "a"));
}

TEST(Json, KeepsNumbersAsNearAsItCan) {
  EXPECT_EQ(json_line(*parse_json("[1,-2,1.5,-9223372036854775808]")),
            "[1,-2,1.5,-9223372036854775808]");
}

TEST(Json, RefusesWhatTheScannerRefuses) {
  EXPECT_FALSE(parse_json(R"({"a":1,"a":2})"));
  EXPECT_FALSE(parse_json(std::string(100'000, '[')));
}

TEST(Json, WritesBrokenTextAsReplacementCharacters) {
  EXPECT_EQ(json_line(Json("a\xff")), "\"a\xef\xbf\xbd\"");
  EXPECT_EQ(json_page(Json::array({1})), "[\n  1\n]\n");
}

}  // namespace

}  // namespace adder::testing
