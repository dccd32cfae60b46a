#include "base/conda/dist_name.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using conda::DistName;
using conda::Format;

std::string why_not(std::string_view name) {
  const auto parsed = DistName::parse(name);
  return parsed ? "it is one: " + parsed->file_name() : parsed.error().words();
}

std::string cut(std::string_view name) {
  const auto parsed = DistName::parse(name);
  if (!parsed) return parsed.error().words();
  return parsed->name.text() + ' ' + parsed->version.text() + ' ' + parsed->build;
}

TEST(DistName, IsCutFromTheRight) {
  EXPECT_EQ(cut("numpy-1.26.4-py312heda63a1_0.conda"), "numpy 1.26.4 py312heda63a1_0");
  EXPECT_EQ(cut("r-base-4.3.1-h0_0.tar.bz2"), "r-base 4.3.1 h0_0");
  EXPECT_EQ(cut("_libgcc_mutex-0.1-main.conda"), "_libgcc_mutex 0.1 main");
  EXPECT_EQ(cut("x264-1!164.3095-h166bdaf_2.tar.bz2"), "x264 1!164.3095 h166bdaf_2");
  EXPECT_EQ(cut("conda-4.3.21.post699+1dab973-py36h4a561cd_0.conda"),
            "conda 4.3.21.post699+1dab973 py36h4a561cd_0");
  EXPECT_EQ(cut("openssl-1.1.1_-0.conda"), "openssl 1.1.1_ 0");
}

TEST(DistName, IsTheSameForBothFormatsButForItsEnding) {
  const auto old = *DistName::parse("a-1-0.tar.bz2");
  const auto now = *DistName::parse("a-1-0.conda");
  EXPECT_EQ(old.format, Format::tar_bz2);
  EXPECT_EQ(now.format, Format::conda);
  EXPECT_EQ(old.stem(), now.stem());
  EXPECT_EQ(old.file_name(), "a-1-0.tar.bz2");
  EXPECT_EQ(now.file_name(), "a-1-0.conda");
}

TEST(DistName, SaysWhyATextIsNone) {
  EXPECT_EQ(
      why_not("numpy-1.26.4-0.whl"),
      "'numpy-1.26.4-0.whl' is not a package's file name: it ends in neither .conda nor .tar.bz2");
  EXPECT_EQ(
      why_not("numpy-1.26.4.conda"),
      "'numpy-1.26.4.conda' is not a package's file name: it is not <name>-<version>-<build>");
  EXPECT_EQ(why_not("numpy--0.conda"),
            "'numpy--0.conda' is not a package's file name: its version is empty");
  EXPECT_EQ(why_not("numpy-1-.conda"),
            "'numpy-1-.conda' is not a package's file name: its build is empty");
  EXPECT_EQ(
      why_not("numpy-1-a b.conda"),
      "'numpy-1-a b.conda' is not a package's file name: its build 'a b' holds a character that no "
      "build may have");
  EXPECT_EQ(
      why_not("numpy-1.*-0.conda"),
      "'numpy-1.*-0.conda' is not a package's file name: its version '1.*' holds a character that "
      "no version may have");
  EXPECT_EQ(why_not("NumPy-1-0.conda").substr(0, 58),
            "file name 'NumPy-1-0.conda': 'NumPy' is not a package name");
  EXPECT_EQ(why_not("numpy-1..2-0.conda"),
            "file name 'numpy-1..2-0.conda': '1..2' is not a version: a component is empty");
}

TEST(DistName, NeverLeadsOutOfAFolder) {
  for (const auto* name :
       {"", ".conda", "-.conda", "--.conda", "../a-1-0.conda", "a/b-1-0.conda", "a-../x-0.conda",
        "a-1-../../x.conda", "a-1-0/.conda", "a-1-\n.conda", ".a-1-0.conda", "a\\b-1-0.conda"}) {
    EXPECT_FALSE(DistName::parse(name)) << name;
  }
  EXPECT_FALSE(DistName::parse(std::string_view("a-1-\0.conda", 11)));
}

TEST(DistName, HasAtMost211Characters) {
  const std::string name(64, 'a');
  const std::string version(64, '1');
  EXPECT_TRUE(DistName::parse(name + '-' + version + '-' + std::string(64, 'b') + ".tar.bz2"));
  EXPECT_FALSE(DistName::parse(name + '-' + version + '-' + std::string(65, 'b') + ".conda"));
  EXPECT_EQ(why_not(std::string(212, 'a')).substr(81),
            "...' is not a package's file name: it is longer than 211 characters");
}

}  // namespace

}  // namespace adder::testing
