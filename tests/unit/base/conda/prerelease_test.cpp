#include "base/conda/prerelease.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

bool is_prerelease(std::string_view text) {
  return conda::is_prerelease(*conda::Version::parse(text));
}

TEST(Prerelease, IsAStageOnTheWayToARelease) {
  for (const auto* text : {"1.0a1", "1.0b2", "1.0rc1", "1.0rc", "1.0.rc", "1.0.dev0", "1.0dev",
                           "2.0.0_rc1", "2.0-beta", "1!1.0.alpha.3", "1.0a0dev1", "3.0.0B2",
                           "1.0.pre", "4.1rc1.post1", "1.0dev5+g12ab"}) {
    EXPECT_TRUE(is_prerelease(text)) << text;
  }
}

TEST(Prerelease, IsNoReleaseWithLettersInIt) {
  for (const auto* text : {"1.0", "1.1.1b", "1.0.2a", "2024a", "9b", "1.0.post1", "1.0.1_",
                           "2.7.18.1", "1.0+rc1", "1.0+dev", "r65", "0.5.b1f2a", "2023.11.a5b",
                           "1.0c1", "3.el7", "1.2.3.4rel", "20240116.2", "1.0*", "1.0.devel"}) {
    EXPECT_FALSE(is_prerelease(text)) << text;
  }
}

}  // namespace

}  // namespace adder::testing
