#include "base/conda/version_spec.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

using conda::Version;
using conda::VersionSpec;

bool holds(std::string_view spec, std::string_view version) {
  const auto parsed = VersionSpec::parse(spec);
  EXPECT_TRUE(parsed) << parsed.error().words();
  return parsed && parsed->contains(*Version::parse(version));
}

std::string why_not(std::string_view text) {
  const auto parsed = VersionSpec::parse(text);
  return parsed ? "it is one: " + std::string(parsed->text()) : parsed.error().words();
}

TEST(CondaVersionSpec, HoldsForAVersionAsInConda) {
  const std::vector<std::pair<std::string, bool>> expected = {
      {"1.7.*", true},
      {"1.7.1", true},
      {"1.7.0", false},
      {"1.7", false},
      {"1.5.*", false},
      {">=1.5", true},
      {"!=1.5", true},
      {"!=1.7.1", false},
      {"==1.7.1", true},
      {"==1.7", false},
      {"==1.7.1.0", true},
      {"1.7.*|1.8.*", true},
      {">1.7,<1.8", true},
      {">1.7.1,<1.8", false},
      {"^1.7.1$", true},
      {R"(^1\.7\.[0-9]+$)", true},
      {R"(^1\.8.*$)", false},
      {R"(^1\.[5-8]\.1$)", true},
      {R"(^[^1].*$)", false},
      {"^$", false},
      {"^.*$", true},
      {"1.7.*|^0.*$", true},
      {"1.6.*|^0.*$", false},
      {"^0.*$|1.7.1", true},
      {R"(1.6.*|^.*\.7\.1$|0.7.1)", true},
      {"*", true},
      {"1.*.1", true},
      {"*.7.*", true},
      {"*.8.*", false},
      {"1.5.*|>1.7,<1.8", true},
      {"1.5.*|>1.7,<1.7.1", false},
      {"(1.5.*|>1.7),<1.7.1", false},
      {" ( (1.5|((1.6|1.7.1), 1.7.*), !=1.9 |2.0))|2.1 ", true},
      {"^(1|2)\\.7.*$,>=1", true},
  };
  for (const auto& [spec, truth] : expected) EXPECT_EQ(holds(spec, "1.7.1"), truth) << spec;
}

TEST(CondaVersionSpec, BindsACommaCloserThanAnOr) {
  EXPECT_TRUE(holds(">=1.20,<2|3.*", "3.1"));
  EXPECT_TRUE(holds(">=1.20,<2|3.*", "1.26.4"));
  EXPECT_FALSE(holds(">=1.20,<2|3.*", "2.1"));
  EXPECT_TRUE(holds("3.*|>=1.20,<2", "3.1"));
  EXPECT_FALSE(holds(">=1.20,(<2|3.*),!=3.1", "3.1"));
}

TEST(CondaVersionSpec, TakesAStarForAWholeComponent) {
  EXPECT_TRUE(holds("1.0*", "1.0.0"));
  EXPECT_TRUE(holds("1.0.0*", "1.0"));
  EXPECT_FALSE(holds("1.0.0*", "1.0.1"));
  EXPECT_TRUE(holds("2013a*", "2013ab"));
  EXPECT_FALSE(holds("2013b*", "2013a"));
  EXPECT_FALSE(holds("1.2*", "1.20"));
  EXPECT_TRUE(holds("1.2.3+4*", "1.2.3+4.5.6"));
  EXPECT_TRUE(holds("=3.3", "3.3.1"));
  EXPECT_TRUE(holds("=3.3.*", "3.3"));
  EXPECT_FALSE(holds("=3.3", "3.4"));
  EXPECT_FALSE(holds("!=3.3.*", "3.3.1"));
  EXPECT_TRUE(holds("!=3.3.*", "3.4"));
  EXPECT_TRUE(holds(">=3.3.*", "3.3"));
}

TEST(CondaVersionSpec, ComparesAsVersionsAreOrdered) {
  EXPECT_TRUE(holds("<=1.7", "1.7.0"));
  EXPECT_FALSE(holds("<1.7", "1.7.0"));
  EXPECT_TRUE(holds(">2013b", "2013k"));
  EXPECT_TRUE(holds(">1.0.0*", "1.0.0"));
  EXPECT_TRUE(holds(">=1.0.1_", "1.0.1_"));
  EXPECT_FALSE(holds(">=1.0.1", "1.0.1_"));
  EXPECT_TRUE(holds(">=2.7, !=3.0.*, !=3.3.*", "3.4a"));
  EXPECT_FALSE(holds(">=2.7, !=3.0.*, !=3.3.*", "3.3"));
}

TEST(CondaVersionSpec, StaysWithinTheSeriesOfACompatibleVersion) {
  EXPECT_TRUE(holds("~=1.10", "1.11.0"));
  EXPECT_FALSE(holds("~=1.10.0", "1.11.0"));
  EXPECT_FALSE(holds("~=3.3.2", "3.3.1"));
  EXPECT_TRUE(holds("~=3.3.2|==2.2", "2.2.0"));
}

TEST(CondaVersionSpec, MatchesAnExpressionFromTheStartOnly) {
  EXPECT_TRUE(holds("^1|2$", "1.7"));
  EXPECT_TRUE(holds("^1|2$", "2"));
  EXPECT_FALSE(holds("^1|2$", "0.2"));
}

TEST(CondaVersionSpec, SaysWhyATextIsNone) {
  EXPECT_EQ(why_not(""), "version spec '': '': a version is missing");
  EXPECT_EQ(why_not(">=1,"), "version spec '>=1,': '': a version is missing");
  EXPECT_EQ(why_not("=="), "version spec '==': '==': a version is missing");
  EXPECT_EQ(
      why_not("><2"),
      "version spec '><2': '><2': there is no such operator; it is one of = == != <= >= < > ~=");
  EXPECT_EQ(why_not("~1"),
            "version spec '~1': '~1': it needs an operator: one of = == != <= >= < > ~=");
  EXPECT_EQ(why_not(">= 1"), "version spec '>= 1': '>= 1': there is white space in it");
  EXPECT_EQ(why_not("(1.5"), "version spec '(1.5': a ')' is missing");
  EXPECT_EQ(why_not("1.5)"), "version spec '1.5)': ')' does not belong there");
  EXPECT_EQ(why_not("1.5 (1.6)"), "version spec '1.5 (1.6)': '(1.6)' does not belong there");
  EXPECT_EQ(why_not("^1.5"),
            "version spec '^1.5': '^1.5': an expression begins with '^' and ends with '$'");
  EXPECT_EQ(why_not("~=3.3.*"), "version spec '~=3.3.*': '~=3.3.*': '.*' does not go with ~=");
  EXPECT_EQ(why_not("~=3"),
            "version spec '~=3': '~=3': '3': ~= needs two numbers at least, as in ~=1.0");
  EXPECT_EQ(why_not(">=1.x&"),
            "version spec '>=1.x&': '>=1.x&': '1.x&' is not a version: what follows '1.x' does not "
            "belong there");
}

TEST(CondaVersionSpec, RefusesWhatOnlyLooksLikeOne) {
  for (const auto* text :
       {"!!2.4.5", "!", "1.5||1.6", "c +, 0/|0 *", "a[version=)|(", "a=)(=b", ">=", "===3.3.2", "~",
        "^", "$", "()", "^(a$", "1.2+", "1.5,,1.6", "|", "<>1"}) {
    EXPECT_FALSE(VersionSpec::parse(text)) << text;
  }
  EXPECT_FALSE(VersionSpec::parse(std::string(20000, '(')));
  EXPECT_FALSE(VersionSpec::parse(std::string(1000, '(') + "1" + std::string(1000, ')')));
}

TEST(CondaVersionSpec, OfAStarIsAny) {
  EXPECT_TRUE(VersionSpec().is_any());
  EXPECT_TRUE(VersionSpec::parse(" * ")->is_any());
  EXPECT_FALSE(VersionSpec::parse("1.*")->is_any());
  EXPECT_EQ(VersionSpec().text(), "*");
  EXPECT_EQ(VersionSpec::parse(" >=1, <2 ")->text(), ">=1, <2");
}

TEST(CondaVersionSpec, HoldsForTextsThatAreNoVersionsByTheirTextOnly) {
  EXPECT_TRUE(VersionSpec::parse("^.*file.*$|>1")->contains_text("1.0 @ file:///x"));
  EXPECT_TRUE(VersionSpec::parse("1 @ file:///x")->contains_text("1 @ file:///x"));
  EXPECT_TRUE(VersionSpec().contains_text("?"));
  EXPECT_FALSE(VersionSpec::parse(">=0")->contains_text("?"));
}

}  // namespace

}  // namespace adder::testing
