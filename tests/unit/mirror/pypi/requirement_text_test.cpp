#include "mirror/pypi/requirement_text.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

using mirror::read_requirement;
using Form = mirror::RequirementText::Form;

TEST(RequirementText, IsMostlyAnOrdinaryRequirement) {
  const auto text = read_requirement("Num.Py[x] >=1.21 ; python_version < '3.12'");

  ASSERT_TRUE(text);
  EXPECT_EQ(text->form, Form::plain);
  EXPECT_EQ(text->requirement.name.text(), "num-py");
  EXPECT_EQ(text->requirement.specifier.text(), ">=1.21");
}

TEST(RequirementText, TakesAUrlForAnyVersion) {
  const auto text = read_requirement("demo @ https://example.org/demo.zip ; extra == 'x'");

  ASSERT_TRUE(text);
  EXPECT_EQ(text->form, Form::url);
  EXPECT_TRUE(text->requirement.specifier.empty());
  EXPECT_FALSE(text->requirement.marker.holds({}));
}

TEST(RequirementText, SavesTheNameOfWhatInstallersRefuseToday) {
  const auto text = read_requirement("  demo (>=1.x or so)");

  ASSERT_TRUE(text);
  EXPECT_EQ(text->form, Form::unreadable);
  EXPECT_EQ(text->requirement.name.text(), "demo");
  EXPECT_TRUE(text->requirement.specifier.empty());
  EXPECT_TRUE(text->requirement.marker.empty());
}

TEST(RequirementText, SavesTheMarkerWhereThereIsOne) {
  EXPECT_FALSE(read_requirement("demo (oh; extra == 'x'")->requirement.marker.holds({}));
  EXPECT_TRUE(read_requirement("demo (oh; no marker")->requirement.marker.empty());
}

TEST(RequirementText, IsNothingWithoutAName) {
  EXPECT_FALSE(read_requirement(""));
  EXPECT_FALSE(read_requirement("  "));
  EXPECT_FALSE(read_requirement(">=1.0"));
  EXPECT_FALSE(read_requirement("-demo (oh"));
  EXPECT_FALSE(read_requirement("https://example.org/demo.zip)("));
}

}  // namespace

}  // namespace adder::testing
