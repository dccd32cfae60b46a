#include "base/conda/version.h"

#include <gtest/gtest.h>

#include <string>
#include <unordered_set>
#include <vector>

namespace adder::testing {

namespace {

using conda::Version;

Version version(std::string_view text) {
  auto parsed = Version::parse(text);
  EXPECT_TRUE(parsed) << parsed.error().words();
  return parsed ? *parsed : *Version::parse("0");
}

std::string why_not(std::string_view text) {
  const auto parsed = Version::parse(text);
  return parsed ? "it is a version: " + parsed->text() : parsed.error().words();
}

void expect_order(const std::vector<std::string>& texts) {
  for (std::size_t low = 0; low < texts.size(); ++low) {
    for (std::size_t high = low + 1; high < texts.size(); ++high) {
      EXPECT_LT(version(texts[low]), version(texts[high])) << texts[low] << ' ' << texts[high];
      EXPECT_GT(version(texts[high]), version(texts[low])) << texts[low] << ' ' << texts[high];
    }
  }
}

TEST(CondaVersion, KeepsItsText) {
  EXPECT_EQ(version(" 1.0.RC-1 ").text(), "1.0.RC-1");
  EXPECT_EQ(version("1!2.0+Local_7").text(), "1!2.0+Local_7");
}

TEST(CondaVersion, OrdersAsCondaDoes) {
  expect_order({"0.4",        "0.4.1a.vc11", "0.4.1.rc",  "0.4.1.vc11", "0.4.1",
                "0.5*",       "0.5a1",       "0.5b3",     "0.5C1",      "0.5z",
                "0.5za",      "0.5",         "0.5_5",     "0.9.6",      "0.960923",
                "1.0",        "1.0.4a3",     "1.0.4b1",   "1.0.4",      "1.1dev1",
                "1.1_",       "1.1a1",       "1.1.dev1",  "1.1.a1",     "1.1",
                "1.1.post1",  "1.1.1dev1",   "1.1.1rc1",  "1.1.1",      "1.1.1post1",
                "1.1post1",   "2g6",         "2.0b1pr0",  "2.2be.ta29", "2.2be5ta29",
                "2.2beta29",  "2.2.0.1",     "3.1.1.6",   "3.2.p.r0",   "3.2.pr0",
                "3.2.pr.1",   "5.5.kw",      "11g",       "14.3.1",     "14.3.1.post26.g9d75ca2",
                "1996.07.12", "1!0.4.1",     "1!3.1.1.6", "2!0.4.1"});
}

TEST(CondaVersion, OrdersOpensslsLettersBehindItsTrailingUnderscore) {
  expect_order({"1.0.1dev", "1.0.1_", "1.0.1a", "1.0.1b", "1.0.1c", "1.0.1r", "1.0.1rc", "1.0.1rc1",
                "1.0.1rc2", "1.0.1s", "1.0.1", "1.0.1post.a", "1.0.1post.b", "1.0.1post.z",
                "1.0.1post.za", "1.0.2"});
}

TEST(CondaVersion, OrdersPep440VersionsNearlyAsPipDoes) {
  expect_order({"1.0a1",
                "1.0a2.dev456",
                "1.0a12.dev456",
                "1.0a12",
                "1.0b1.dev456",
                "1.0b2",
                "1.0b2.post345.dev456",
                "1.0b2.post345",
                "1.0c1.dev456",
                "1.0c1",
                "1.0c3",
                "1.0rc2",
                "1.0.dev456",
                "1.0",
                "1.0.post456.dev34",
                "1.0.post456",
                "1.1.dev1",
                "1.2.r32+123456",
                "1.2.rev33+123456",
                "1.2+abc",
                "1.2+abc123def",
                "1.2+abc123",
                "1.2+123abc",
                "1.2+123abc456",
                "1.2+1234.abc",
                "1.2+123456",
                "1!1.0a1",
                "1!1.0"});
}

TEST(CondaVersion, OrdersNumbersOfAnyLength) {
  expect_order({"1.95", "1.96", "1.97", "1.255", "1.256", "1.65535", "1.65536", "1.20230101",
                "1.9999999999999999999", "1.10000000000000000000", "1.18446744073709551615",
                "1.18446744073709551616", "1.99999999999999999999999999999999999999999",
                "1.100000000000000000000000000000000000000000", "2", "18446744073709551616!0"});
}

// Where one version ends, another may go on with zeros, below them or above them.
TEST(CondaVersion, TakesWhatIsMissingForZeros) {
  expect_order({"1.dev", "1.a", "1.0.dev", "1.0.0.a", "1", "1.0.0.1", "1.0.1", "1.0post", "1.1"});
  expect_order({"1a0b", "1a.a", "1a", "1a0post", "1a1", "1a1.1"});
  expect_order({"1+a", "1", "1+0.1", "1+1"});
}

TEST(CondaVersion, IsEqualToItselfSpelledOtherwise) {
  const std::vector<std::vector<std::string>> same = {
      {"1.0", "1.0.0", "1", "0!1", "01.00", "1.0+0", "1_0"},
      {"0.4.1.rc", "  0.4.1.RC  ", "0.4.1.0rc", "0.4.1.rc0", "0.4.1-rc"},
      {"1.1.0dev1", "1.1.dev1", "1.1.DEV01"},
      {"1-2", "1_2", "1.2"},
      {"1-", "1_"},
      {"1.a.0.0", "1.0a"},
      {"0", "0.0.0", "0!0+0.0"},
  };
  for (const auto& group : same) {
    for (const auto& text : group) {
      EXPECT_EQ(version(group[0]), version(text)) << group[0] << ' ' << text;
      EXPECT_EQ(version(group[0]).hash(), version(text).hash()) << group[0] << ' ' << text;
    }
  }
  EXPECT_NE(version("1"), version("1+0.1"));
  EXPECT_NE(version("1"), version("1.post"));
  EXPECT_NE(version("1_"), version("1"));
  EXPECT_EQ((std::unordered_set<Version>{version("1"), version("1.0"), version("2")}.size()), 2u);
}

TEST(CondaVersion, SaysWhereATextStopsBeingOne) {
  EXPECT_EQ(why_not("  "), "'' is not a version: it is empty");
  EXPECT_EQ(why_not("3.5&1"), "'3.5&1' is not a version: what follows '3.5' does not belong there");
  EXPECT_EQ(why_not("(1"), "'(1' is not a version: it begins with what none may have");
  EXPECT_EQ(why_not("a!1.0"),
            "'a!1.0' is not a version: the epoch in front of '!' must be a number");
  EXPECT_EQ(why_not("+1.2"),
            "'+1.2' is not a version: there is only a local part, or nothing at all");
  EXPECT_EQ(why_not("1!2!3"),
            "'1!2!3' is not a version: '!' and '+' may each stand there once, '!' first");
  EXPECT_EQ(why_not("5.5..mw"), "'5.5..mw' is not a version: a component is empty");
}

TEST(CondaVersion, RefusesWhatOnlyLooksLikeOne) {
  for (const auto* text : {"5.5++", "!", "a!b!1.0", "1.2+", "++", "+1.2+", "1-2_3", "1.", ".1",
                           "__", "1+a_", "1.+1", "1 2", "1+2!3", "1.\xc2\xb2", "1.\xe2\x84\xaa"}) {
    EXPECT_FALSE(Version::parse(text)) << text;
  }
  EXPECT_FALSE(Version::parse(std::string_view("1.0\0", 4)));
  EXPECT_FALSE(Version::parse(std::string(70000, '1')));
}

TEST(CondaVersion, BelongsToASeries) {
  const auto belongs = [](std::string_view text, std::string_view series) {
    return version(text).starts_with(version(series));
  };
  EXPECT_TRUE(belongs("0.4.1", "0"));
  EXPECT_TRUE(belongs("0.4.1", "0.4"));
  EXPECT_TRUE(belongs("0.4.1p1", "0.4"));
  EXPECT_TRUE(belongs("0.4.1p1", "0.4.1p"));
  EXPECT_FALSE(belongs("0.4.1p1", "0.4.1q1"));
  EXPECT_FALSE(belongs("0.4", "0.4.1"));
  EXPECT_FALSE(belongs("1.20", "1.2"));
  EXPECT_FALSE(belongs("1!1.2", "1.2"));
  EXPECT_TRUE(belongs("1", "1.0.0"));
  EXPECT_FALSE(belongs("1.0.1", "1.0.0"));
  EXPECT_TRUE(belongs("1.0rc2", "1.0r"));
  EXPECT_FALSE(belongs("1.0", "1.0r"));
  EXPECT_TRUE(belongs("1.post3", "1.post"));
}

TEST(CondaVersion, BelongsToASeriesOfLocalVersions) {
  const auto series = version("0.4.1+1");
  EXPECT_TRUE(version("0.4.1+1.3").starts_with(version("0.4.1")));
  EXPECT_TRUE(version("0.4.1+1.3").starts_with(series));
  EXPECT_FALSE(version("0.4.1").starts_with(series));
  EXPECT_FALSE(version("0.4.1.2+1").starts_with(series));
}

TEST(CondaVersion, HasAParentSeries) {
  EXPECT_EQ(version("1!2.0.3-1").parent_series()->text(), "1!2.0");
  EXPECT_EQ(version("1.2.RC").parent_series()->text(), "1.2");
  EXPECT_FALSE(version("1!2rc1").parent_series());
}

}  // namespace

}  // namespace adder::testing
