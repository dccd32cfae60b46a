#include "base/pypi/specifier.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using pypi::Prereleases;
using pypi::SpecifierSet;
using pypi::Version;

SpecifierSet set(std::string_view text) {
  auto parsed = SpecifierSet::parse(text);
  EXPECT_TRUE(parsed) << parsed.error().words();
  return parsed ? *parsed : SpecifierSet();
}

bool holds(std::string_view clauses, std::string_view version,
           Prereleases prereleases = Prereleases::allowed) {
  return set(clauses).contains(*Version::parse(version), prereleases);
}

std::string why_not(std::string_view text) {
  const auto parsed = SpecifierSet::parse(text);
  return parsed ? "it is a specifier: " + parsed->text() : parsed.error().words();
}

TEST(SpecifierSet, HoldsWhenAllItsClausesDo) {
  EXPECT_TRUE(holds(">=1.20, !=1.21.*, <2", "1.22.3"));
  EXPECT_FALSE(holds(">=1.20, !=1.21.*, <2", "1.21.1"));
  EXPECT_FALSE(holds(">=1.20, !=1.21.*, <2", "2.0"));
}

TEST(SpecifierSet, WithoutClausesHoldsForAnything) {
  EXPECT_TRUE(set("").empty());
  EXPECT_TRUE(set(" , ").empty());
  EXPECT_TRUE(holds("", "1.0.dev1"));
  EXPECT_TRUE(set("").contains_text("not a version"));
}

TEST(SpecifierSet, OrderedClausesAreBlindToLocalParts) {
  EXPECT_TRUE(holds("<=1.0", "1.0+local"));
  EXPECT_TRUE(holds(">=1.0", "1.0+local"));
  EXPECT_TRUE(holds("==1.0", "1.0+local"));
  EXPECT_FALSE(holds("!=1.0", "1.0+local"));
  EXPECT_FALSE(holds("==1.0+other", "1.0+local"));
}

TEST(SpecifierSet, LessThanAReleaseLeavesOutItsPrereleases) {
  EXPECT_FALSE(holds("<2", "2.0rc1"));
  EXPECT_FALSE(holds("<2", "2.0.dev1"));
  EXPECT_TRUE(holds("<2", "1.9rc1"));
  EXPECT_TRUE(holds("<2rc2", "2rc1"));
  EXPECT_TRUE(holds("<2.post1", "2rc1"));
  EXPECT_FALSE(holds("<2.post1", "2.post1.dev1"));
}

TEST(SpecifierSet, GreaterThanAReleaseLeavesOutItsPostAndLocalReleases) {
  EXPECT_FALSE(holds(">1.7", "1.7.0.post1"));
  EXPECT_FALSE(holds(">1.7", "1.7+local"));
  EXPECT_TRUE(holds(">1.7", "1.7.1"));
  EXPECT_TRUE(holds(">1.7.post1", "1.7.post2"));
  EXPECT_FALSE(holds(">1.7.post1", "1.7.post1+local"));
  EXPECT_FALSE(holds(">1.7rc1", "1.7rc1.post1"));
  EXPECT_TRUE(holds(">1.7rc1", "1.7.post1"));
  EXPECT_TRUE(holds(">1.7rc1", "1.7+local"));
  EXPECT_TRUE(holds(">1.7.dev1", "1.7.post1"));
}

TEST(SpecifierSet, CompatibleMeansAtLeastAndInTheSameSeries) {
  EXPECT_TRUE(holds("~=2.2.post3", "2.9"));
  EXPECT_FALSE(holds("~=2.2.post3", "2.2"));
  EXPECT_FALSE(holds("~=2.2.0", "2.3"));
  EXPECT_TRUE(holds("~=2.2.0", "2.2"));
  EXPECT_FALSE(holds("~=1.4.5a4", "1.5"));
}

TEST(SpecifierSet, ASeriesMayEndAfterAPrerelease) {
  EXPECT_TRUE(holds("==1.0a1.*", "1.0a1.post2"));
  EXPECT_FALSE(holds("==1.0a1.*", "1.0a12"));
  EXPECT_TRUE(holds("!=1.0.post1.*", "1.0"));
  EXPECT_TRUE(holds("==1.0a1.*", "1.0.0a1"));
}

TEST(SpecifierSet, ASeriesMayHaveAnEpoch) {
  EXPECT_TRUE(holds("==1!2.*", "1!2a1"));
  EXPECT_TRUE(holds("==1!2.0.*", "1!2"));
  EXPECT_TRUE(holds("~=1!2.1", "1!2.3"));
  EXPECT_FALSE(holds("==1!2.*", "2.1"));
  EXPECT_FALSE(holds("==2.*", "1!2.1"));
}

TEST(SpecifierSet, ArbitraryEqualityComparesTexts) {
  EXPECT_TRUE(holds("===1.0", "1.0"));
  EXPECT_FALSE(holds("===1.0", "1.0.0"));
  EXPECT_TRUE(set("===FooBar").contains_text("foobar"));
  EXPECT_FALSE(set("===foobar,>1").contains_text("foobar"));
  EXPECT_FALSE(set("!=1").contains_text("foobar"));
}

TEST(SpecifierSet, MayLeaveOutPrereleasesThatNobodyNamed) {
  EXPECT_FALSE(holds(">=1", "2a1", Prereleases::only_if_named));
  EXPECT_FALSE(holds("", "2a1", Prereleases::only_if_named));
  EXPECT_TRUE(holds(">=1,<2b1", "2a1", Prereleases::only_if_named));
  EXPECT_FALSE(holds(">=1,!=2b1", "2a1", Prereleases::only_if_named));
  EXPECT_TRUE(set("==1.0a1.*").names_prerelease());
  EXPECT_TRUE(set("===1.0rc1").names_prerelease());
  EXPECT_FALSE(set("===rc1").names_prerelease());
}

TEST(SpecifierSet, WritesItsClausesInTheirOrder) {
  EXPECT_EQ(set(" < 2 ,>=v1.20-RC1, !=1.21.*,=== AsIs").text(), "<2,>=1.20rc1,!=1.21.*,===AsIs");
}

TEST(SpecifierSet, SaysWhichClauseIsWrongAndWhy) {
  EXPECT_EQ(why_not(">=1,1.5"), "'1.5': it needs an operator: one of == != <= >= < > ~= ===");
  EXPECT_EQ(why_not("=1.5"), "'=1.5': '=' is no operator, did you mean '=='?");
  EXPECT_EQ(why_not("=>1.5"), "'=>1.5': '=>' is no operator, did you mean '>='?");
  EXPECT_EQ(why_not(">="), "'>=': a version is missing");
  EXPECT_EQ(why_not(">=1.*"), "'>=1.*': '.*' goes with == and != only");
  EXPECT_EQ(why_not("==1 .*"), "'==1 .*': '.*' needs a version in front of it");
  EXPECT_EQ(why_not("==.*"), "'==.*': '.*' needs a version in front of it");
  EXPECT_EQ(why_not("==1.dev1.*"), "'==1.dev1.*': '.*' cannot follow a dev or local version");
  EXPECT_EQ(why_not(">1+x"), "'>1+x': a local version (+...) goes with == and != only");
  EXPECT_EQ(why_not("~=1"), "'~=1': ~= needs two numbers at least, as in ~=1.0");
  EXPECT_EQ(why_not(">=1 <2"),
            "'>=1 <2': '1 <2' is not a version: ' <2' after '1' does not belong there");
  EXPECT_EQ(why_not("=== a b"), "'=== a b': a version holds no white space, ';' or ')'");
}

}  // namespace

}  // namespace adder::testing
