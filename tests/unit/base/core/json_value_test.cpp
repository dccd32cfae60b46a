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

TEST(JsonText, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(json_string("a\xff\xc3z"), "\"a\xef\xbf\xbd\xef\xbf\xbdz\"");
  EXPECT_EQ(json_string("gr\xc3\xbc\x7f"), "\"gr\xc3\xbc\\u007f\"");
}

}  // namespace

}  // namespace adder::testing
