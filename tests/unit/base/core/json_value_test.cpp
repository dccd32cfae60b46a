#include "base/core/json_value.h"

#include "base/core/json_text.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

TEST(JsonValue, WritesWhatItReadInTheSameOrderAndWithTheSameNumbers) {
  const std::string text =
      R"({"z":[1.50,-0,18446744073709551616],"a":{"k":"\"\\\n\u0001"},"n":null,"t":true,"e":[],"o":{}})";

  const auto value = parse_json_value(text);

  ASSERT_TRUE(value) << value.error().words();
  EXPECT_EQ(value->json(), text);
  EXPECT_EQ(*parse_json_value(value->json()), *value);
}

TEST(JsonValue, FindsMembersOfObjectsOnly) {
  const auto value = parse_json_value(R"({"a":[7]})");

  ASSERT_NE(value->find("a"), nullptr);
  EXPECT_EQ(value->find("a")->members[0].value.whole, 7u);
  EXPECT_EQ(value->find("b"), nullptr);
  EXPECT_EQ(value->find("a")->find(""), nullptr);
}

TEST(JsonValue, StopsWhereItWouldTakeMoreMemoryThanItMay) {
  const JsonLimits small = {.tree_bytes = 1'000};

  EXPECT_TRUE(parse_json_value("[1,2,3]", small));
  for (const auto* const text : {"[1,2,3,4,5,6,7,8,9,10]", "[[[[[[[[[[]]]]]]]]]]",
                                 R"({"a":{"b":{"c":{"d":[null,true,{},[],""]}}}})"}) {
    const auto value = parse_json_value(text, small);
    ASSERT_FALSE(value) << text;
    EXPECT_EQ(value.error().kind(), Error::Kind::too_long);
  }
  EXPECT_FALSE(parse_json_value('"' + std::string(1'000, 'x') + '"', small));
}

TEST(JsonText, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(json_string("a\xff\xc3z"), "\"a\xef\xbf\xbd\xef\xbf\xbdz\"");
  EXPECT_EQ(json_string("gr\xc3\xbc\x7f"), "\"gr\xc3\xbc\\u007f\"");
}

}  // namespace

}  // namespace adder::testing
