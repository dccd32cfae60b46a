#include "base/conda/channel_name.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using conda::ChannelName;

std::string why_not(std::string_view name) {
  const auto parsed = ChannelName::parse(name);
  return parsed ? "it is a name: " + parsed->text() : parsed.error().words();
}

TEST(ChannelName, HasOneToFourSegments) {
  for (const auto* name :
       {"conda-forge", "pkgs/main", "conda-forge/label/dev", "a/b/c/d", "7.x_y", "label-dev"}) {
    ASSERT_TRUE(ChannelName::parse(name)) << why_not(name);
    EXPECT_EQ(ChannelName::parse(name)->text(), name);
  }
  EXPECT_EQ(why_not("a/b/c/d/e"),
            "'a/b/c/d/e' is not the name of a channel: it has more than 4 segments");
}

TEST(ChannelName, SaysWhyATextIsNone) {
  EXPECT_EQ(why_not(""), "'' is not the name of a channel: a segment is empty");
  EXPECT_EQ(why_not("pkgs//main"), "'pkgs//main' is not the name of a channel: a segment is empty");
  EXPECT_EQ(
      why_not("Conda"),
      "'Conda' is not the name of a channel: the segment 'Conda' must begin with a lower-case "
      "letter or digit and hold only those, '.', '_' and '-'");
  EXPECT_EQ(why_not("site"), "'site' is not the name of a channel: 'site' is adder's own");
  EXPECT_EQ(why_not("conda-forge/noarch"),
            "'conda-forge/noarch' is not the name of a channel: the segment 'noarch' is a subdir");
}

TEST(ChannelName, NeverLeadsOutOfAFolder) {
  for (const auto* name : {"..", "a/..", "../a", "a/./b", "/a", "a/", ".a", "-a", "a/_b", "a\\b",
                           "https://host/a", "a b"}) {
    EXPECT_FALSE(ChannelName::parse(name)) << name;
  }
  EXPECT_FALSE(ChannelName::parse(std::string(129, 'a')));
}

}  // namespace

}  // namespace adder::testing
