#include "base/pypi/version.h"

#include <gtest/gtest.h>

#include <compare>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using pypi::Version;

Version version(std::string_view text) {
  auto parsed = Version::parse(text);
  EXPECT_TRUE(parsed) << parsed.error().words();
  return parsed ? *parsed : *Version::parse("0");
}

std::string normal(std::string_view text) {
  return version(text).text();
}

std::string why_not(std::string_view text) {
  const auto parsed = Version::parse(text);
  return parsed ? "it is a version: " + parsed->text() : parsed.error().words();
}

TEST(Version, WritesItsNormalForm) {
  EXPECT_EQ(normal("1.0"), "1.0");
  EXPECT_EQ(normal("  v1!02.0.3-RC.01-post_2_DEV03+Ubuntu-007_x \n"),
            "1!2.0.3rc1.post2.dev3+ubuntu.7.x");
  EXPECT_EQ(normal("0!1"), "1");
  EXPECT_EQ(normal("0.0"), "0.0");
  EXPECT_EQ(normal("0"), "0");
  EXPECT_EQ(normal("5!0.0.1.0"), "5!0.0.1.0");
}

TEST(Version, KnowsEverySpellingOfAStage) {
  for (const auto* text : {"1a1", "1.a1", "1-A1", "1_a_1", "1alpha1", "1.alpha.1", "1ALPHA-1"}) {
    EXPECT_EQ(normal(text), "1a1") << text;
  }
  for (const auto* text : {"1b1", "1beta1", "1-beta-1"}) EXPECT_EQ(normal(text), "1b1") << text;
  for (const auto* text : {"1rc1", "1c1", "1pre1", "1.preview_1", "1-pre-01"}) {
    EXPECT_EQ(normal(text), "1rc1") << text;
  }
  for (const auto* text : {"1.post1", "1post1", "1-1", "1rev1", "1-r1", "1.r.1", "1_post-1"}) {
    EXPECT_EQ(normal(text), "1.post1") << text;
  }
  for (const auto* text : {"1.dev1", "1dev1", "1-dev-1"}) EXPECT_EQ(normal(text), "1.dev1") << text;
}

TEST(Version, TakesAMissingStageNumberForZero) {
  EXPECT_EQ(normal("1a"), "1a0");
  EXPECT_EQ(normal("1a."), "1a0");
  EXPECT_EQ(normal("1.post"), "1.post0");
  EXPECT_EQ(normal("1.dev-"), "1.dev0");
  EXPECT_EQ(normal("1rcr"), "1rc0.post0");
  EXPECT_EQ(normal("1a--5"), "1a0.post5");
}

TEST(Version, SaysWhereATextStopsBeingOne) {
  EXPECT_EQ(why_not(""), "'' is not a version: it is empty");
  EXPECT_EQ(why_not("dev"), "'dev' is not a version: it does not begin with a number");
  EXPECT_EQ(why_not("2004d"), "'2004d' is not a version: 'd' after '2004' does not belong there");
  EXPECT_EQ(why_not("1.0."), "'1.0.' is not a version: '.' after '1.0' does not belong there");
  EXPECT_EQ(why_not("1.0+"), "'1.0+' is not a version: '+' after '1.0' does not belong there");
  EXPECT_EQ(why_not("1.0 beta"),
            "'1.0 beta' is not a version: ' beta' after '1.0' does not belong there");
  EXPECT_EQ(why_not("1!"), "'1!' is not a version: a number is missing after '1!'");
  EXPECT_EQ(why_not("1\x1b[31m"),
            "'1\\x1b[31m' is not a version: '\\x1b[31m' after '1' does not belong there");
}

TEST(Version, RefusesWhatOnlyLooksLikeOne) {
  for (const auto* text :
       {"1..0", "1.0--1", "1.0-.post1", "1.0post--1", "1+a+b", "1+a..b", "+1", "1.0a1a2",
        "1.0.dev1.post1", "vv1", "1.*", "300!", "-1", "1!2!3", "1.0.po\xc5\xbft1", "\xd9\xa1.0"}) {
    EXPECT_FALSE(Version::parse(text)) << text;
  }
  EXPECT_FALSE(Version::parse(std::string_view("1.0\0", 4)));
  EXPECT_FALSE(Version::parse(std::string(70000, '1')));
}

// From the lowest to the highest, PEP 440's own examples among them.
std::vector<std::string> in_order() {
  return {
      "0.dev0",
      "0",
      "0.0.1",
      "1.dev456",
      "1a0.dev1",
      "1a0",
      "1a1.dev1",
      "1a1",
      "1a1.post0.dev1",
      "1a1.post0",
      "1a2.dev456",
      "1a12.dev456",
      "1a12",
      "1b1.dev456",
      "1b2",
      "1b2.post345.dev456",
      "1b2.post345",
      "1rc1.dev456",
      "1rc1",
      "1",
      "1+a",
      "1+a.b",
      "1+ab",
      "1+abc.5",
      "1+abc.7",
      "1+5",
      "1+5.a",
      "1+5.0",
      "1+10",
      "1.post0.dev1",
      "1.post0",
      "1.post456.dev34",
      "1.post456",
      "1.post456+x",
      "1.0.1.dev1",
      "1.1.dev1",
      "1.1",
      "1.223",
      "1.224",
      "1.239",
      "1.240",
      "1.255",
      "1.256",
      "1.65535",
      "1.65536",
      "1.20230101",
      "1.9999999999999999999",
      "1.10000000000000000000",
      "1.18446744073709551615",
      "1.18446744073709551616",
      "1.99999999999999999999999999999999999999999",
      "1.100000000000000000000000000000000000000000",
      "2",
      "224",
      "2026.9",
      "1!0",
      "1!0.0.0.1",
      "300!1",
      "18446744073709551616!0",
  };
}

TEST(Version, OrdersAsPep440Does) {
  const auto texts = in_order();
  for (std::size_t low = 0; low < texts.size(); ++low) {
    for (std::size_t high = low + 1; high < texts.size(); ++high) {
      EXPECT_LT(version(texts[low]), version(texts[high])) << texts[low] << ' ' << texts[high];
      EXPECT_GT(version(texts[high]), version(texts[low])) << texts[low] << ' ' << texts[high];
    }
  }
}

TEST(Version, WritesWhatItReadWhateverTheSizeOfItsNumbers) {
  for (const auto& text : in_order()) EXPECT_EQ(normal(text), text);
}

TEST(Version, IsEqualToItselfSpelledOtherwise) {
  EXPECT_EQ(version("1.0"), version("1"));
  EXPECT_EQ(version("1.0.0a1"), version("1alpha01"));
  EXPECT_EQ(version("0.0"), version("0"));
  EXPECT_EQ(version("1!0"), version("1!0.0.0"));
  EXPECT_EQ(version("1+UBUNTU-1"), version("1.0+ubuntu.01"));
  EXPECT_NE(version("1"), version("1+0"));
  EXPECT_NE(version("1.post0"), version("1"));
}

TEST(Version, KnowsItsKind) {
  EXPECT_TRUE(version("1a1").is_prerelease());
  EXPECT_TRUE(version("1.dev1").is_prerelease());
  EXPECT_TRUE(version("1.post1.dev1").is_prerelease());
  EXPECT_FALSE(version("1.post1+dev").is_prerelease());
  EXPECT_TRUE(version("1.post1.dev1").is_postrelease());
  EXPECT_FALSE(version("1rc1").is_postrelease());
  EXPECT_TRUE(version("1+x").has_local());
  EXPECT_FALSE(version("1.post1").has_local());
}

TEST(Version, HasAPublicPart) {
  EXPECT_EQ(version("1!1.0rc1.post2.dev3+x.1").public_text(), "1!1.0rc1.post2.dev3");
  EXPECT_EQ(compare_public(version("1+x"), version("1.0")), std::strong_ordering::equal);
  EXPECT_EQ(compare_public(version("1+x"), version("1.post1")), std::strong_ordering::less);
}

TEST(Version, BelongsToASeries) {
  EXPECT_TRUE(version("1.2.3").belongs_to(version("1.2")));
  EXPECT_TRUE(version("1.2rc1+x").belongs_to(version("1.2")));
  EXPECT_TRUE(version("1.2").belongs_to(version("1.2.0.0")));
  EXPECT_TRUE(version("1.2.0.0.7").belongs_to(version("1.2.0.0")));
  EXPECT_FALSE(version("1.2.0.7").belongs_to(version("1.2.0.0")));
  EXPECT_FALSE(version("1.20").belongs_to(version("1.2")));
  EXPECT_FALSE(version("1.4098").belongs_to(version("1.16")));
  EXPECT_FALSE(version("1.2").belongs_to(version("1!1.2")));
  EXPECT_TRUE(version("1.0.0a1.post2.dev3").belongs_to(version("1a1")));
  EXPECT_FALSE(version("1a10").belongs_to(version("1a1")));
  EXPECT_TRUE(version("1.post1.dev3").belongs_to(version("1.post1")));
  EXPECT_FALSE(version("1a1.post1").belongs_to(version("1.post1")));
}

TEST(Version, IsAPrereleaseOfWhatItComesBefore) {
  EXPECT_TRUE(version("1.0rc1+x").is_prerelease_of(version("1")));
  EXPECT_TRUE(version("1.dev1").is_prerelease_of(version("1")));
  EXPECT_TRUE(version("1.post1.dev2").is_prerelease_of(version("1.post1")));
  EXPECT_FALSE(version("1.post1.dev2").is_prerelease_of(version("1")));
  EXPECT_FALSE(version("1rc1").is_prerelease_of(version("1.post1")));
  EXPECT_FALSE(version("1a1").is_prerelease_of(version("1rc1")));
  EXPECT_FALSE(version("1").is_prerelease_of(version("1+x")));
  EXPECT_FALSE(version("1.0.1a1").is_prerelease_of(version("1")));
}

TEST(Version, IsAPostreleaseOfWhatItFollows) {
  EXPECT_TRUE(version("1.0.post1.dev2").is_postrelease_of(version("1")));
  EXPECT_TRUE(version("1rc1.post1").is_postrelease_of(version("1rc1")));
  EXPECT_FALSE(version("1.post1").is_postrelease_of(version("1rc1")));
  EXPECT_FALSE(version("1.post2").is_postrelease_of(version("1.post1")));
  EXPECT_FALSE(version("1.post1").is_postrelease_of(version("1.dev1")));
}

TEST(Version, HasAParentSeries) {
  EXPECT_EQ(version("1!2.0.3rc1").parent_series()->text(), "1!2.0");
  EXPECT_EQ(version("1.0.post1").parent_series()->text(), "1");
  EXPECT_FALSE(version("1!2rc1").parent_series());
}

}  // namespace

}  // namespace adder::testing
