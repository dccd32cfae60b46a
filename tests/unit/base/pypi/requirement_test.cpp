#include "base/pypi/requirement.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using pypi::Requirement;

Requirement requirement(std::string_view text) {
  auto parsed = Requirement::parse(text);
  EXPECT_TRUE(parsed) << parsed.error().words();
  return parsed ? *parsed : *Requirement::parse("nothing");
}

std::string normal(std::string_view text) {
  return requirement(text).text();
}

std::string why_not(std::string_view text) {
  const auto parsed = Requirement::parse(text);
  return parsed ? "it is a requirement: " + parsed->text() : parsed.error().words();
}

TEST(Requirement, HasANameExtrasASpecifierAndAMarker) {
  const auto parsed = requirement("Requests[Socks, security_x] >=2.20,<3 ; os_name == 'nt'");

  EXPECT_EQ(parsed.name.text(), "requests");
  EXPECT_EQ(parsed.extras, (std::vector<std::string>{"security-x", "socks"}));
  EXPECT_EQ(parsed.specifier.text(), ">=2.20,<3");
  EXPECT_EQ(parsed.marker.text(), "os_name == \"nt\"");
  EXPECT_EQ(parsed.url, "");
}

TEST(Requirement, MayBeANameAlone) {
  const auto parsed = requirement(" numpy ");

  EXPECT_EQ(parsed.name.text(), "numpy");
  EXPECT_TRUE(parsed.specifier.empty());
  EXPECT_TRUE(parsed.marker.empty());
}

TEST(Requirement, NeedsNoWhiteSpace) {
  EXPECT_EQ(normal("a[b]>=1;os_name=='nt'"), "a[b]>=1; os_name == \"nt\"");
  EXPECT_EQ(normal("a;os_name=='nt'"), "a; os_name == \"nt\"");
}

TEST(Requirement, TakesTheOldFormWithParentheses) {
  EXPECT_EQ(normal("requests (>=2.20, <3)"), "requests>=2.20,<3");
  EXPECT_EQ(normal("requests(>=2.20) ; os_name=='nt'"), "requests>=2.20; os_name == \"nt\"");
  EXPECT_EQ(normal("requests ()"), "requests");
}

TEST(Requirement, MayNameAUrl) {
  EXPECT_EQ(requirement("pip @ https://example.org/pip-1.zip;x=1#sha1=00").url,
            "https://example.org/pip-1.zip;x=1#sha1=00");
  EXPECT_EQ(normal("pip[a]@file:///pip.whl ; os_name=='nt'"),
            "pip[a] @ file:///pip.whl ; os_name == \"nt\"");
}

TEST(Requirement, NamesEachExtraOnce) {
  EXPECT_EQ(normal("a[b,B,a.-c]"), "a[a-c,b]");
  EXPECT_EQ(normal("a[ ]"), "a");
}

TEST(Requirement, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(why_not(""), "requirement '': expected the name of a project at its end");
  EXPECT_EQ(why_not("==1.0"), "requirement '==1.0': expected the name of a project before '==1.0'");
  EXPECT_EQ(why_not("numpy 1.0"),
            "requirement 'numpy 1.0': '1.0': it needs an operator: one of == != <= >= < > ~= ===");
  EXPECT_EQ(why_not("numpy (>=1.0"), "requirement 'numpy (>=1.0': expected ')' at its end");
  EXPECT_EQ(why_not("numpy[a"), "requirement 'numpy[a': expected ',' or ']' at its end");
  EXPECT_EQ(why_not("numpy[a b]"), "requirement 'numpy[a b]': expected ',' or ']' before 'b]'");
  EXPECT_EQ(why_not("numpy @ "), "requirement 'numpy @ ': expected a URL at its end");
  EXPECT_EQ(why_not("numpy (>=1) <2"),
            "requirement 'numpy (>=1) <2': expected ';' and a marker before '<2'");
  EXPECT_EQ(why_not("numpy ; extra = 'x'"),
            "requirement 'numpy ; extra = 'x'': 'extra = 'x'' is not a marker: expected one of == "
            "!= <= >= < > ~= === in, not in before '= 'x''");
  EXPECT_EQ(why_not("numpy. >=1"),
            "requirement 'numpy. >=1': 'numpy.' is not a project name: it must begin and end with "
            "a letter or digit");
  EXPECT_FALSE(Requirement::parse("numpy " + std::string(70000, ' ')));
}

}  // namespace

}  // namespace adder::testing
