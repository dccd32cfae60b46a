#include "base/pypi/project_name.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using pypi::normalise;
using pypi::ProjectName;

std::string why_not(std::string_view name) {
  const auto parsed = ProjectName::parse(name);
  return parsed ? "it is a name: " + parsed->text() : parsed.error().words();
}

TEST(ProjectName, IsLowerCaseWithSingleDashes) {
  EXPECT_EQ(ProjectName::parse("Friendly-._.-Bard")->text(), "friendly-bard");
  EXPECT_EQ(ProjectName::parse("A..b__C")->text(), "a-b-c");
  EXPECT_EQ(ProjectName::parse("7")->text(), "7");
}

TEST(ProjectName, SpelledInTwoWaysIsOneName) {
  EXPECT_EQ(*ProjectName::parse("zope.interface"), *ProjectName::parse("Zope_Interface"));
  EXPECT_LT(*ProjectName::parse("abc"), *ProjectName::parse("ABD"));
}

TEST(ProjectName, SaysWhyATextIsNone) {
  EXPECT_EQ(why_not(""), "'' is not a project name: it is empty");
  EXPECT_EQ(why_not("num py"),
            "'num py' is not a project name: after 'num' comes something other than a letter, "
            "digit, '-', '_' or '.'");
  EXPECT_EQ(why_not("foo."),
            "'foo.' is not a project name: it must begin and end with a letter or digit");
}

TEST(ProjectName, NeverLeadsOutOfAFolder) {
  for (const auto* name :
       {"..", ".", "../etc", "a/b", "a\\b", "-rf", "\xc3\xa9t\xc3\xa9", "a\nb"}) {
    EXPECT_FALSE(ProjectName::parse(name)) << name;
  }
  EXPECT_FALSE(ProjectName::parse(std::string_view("a\0b", 3)));
}

TEST(ProjectName, IsShortEnoughForAFileSystem) {
  EXPECT_TRUE(ProjectName::parse(std::string(200, 'a')));
  EXPECT_EQ(
      why_not(std::string(201, 'a')),
      "'" + std::string(80, 'a') + "...' is not a project name: it is longer than 200 characters");
}

TEST(ProjectName, NormalisingAGlobKeepsItsStars) {
  EXPECT_EQ(normalise("Jupyter_*"), "jupyter-*");
  EXPECT_EQ(normalise("*"), "*");
}

}  // namespace

}  // namespace adder::testing
