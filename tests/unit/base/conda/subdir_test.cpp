#include "base/conda/subdir.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using conda::is_known_subdir;
using conda::Subdir;

TEST(Subdir, IsNoarchOrASystemAndAMachine) {
  for (const auto* text : {"noarch", "linux-64", "osx-arm64", "win-64", "linux-ppc64le", "zos-z",
                           "wasi-wasm32", "haiku-128"}) {
    ASSERT_TRUE(Subdir::parse(text)) << text;
    EXPECT_EQ(Subdir::parse(text)->text(), text);
  }
  EXPECT_EQ(Subdir::noarch(), *Subdir::parse("noarch"));
}

TEST(Subdir, IsNothingElse) {
  for (const auto* text : {"", "linux", "linux-", "-64", "linux-64-gnu", "Linux-64", "linux_64",
                           "linux-64/", "../linux-64", "linux 64", "..", "linux-6.4"}) {
    EXPECT_FALSE(Subdir::parse(text)) << text;
  }
  EXPECT_TRUE(Subdir::parse("linux-" + std::string(26, '6')));
  EXPECT_EQ(Subdir::parse("linux-" + std::string(27, '6')).error().words(),
            "'linux-666666666666666666666666666' is not a subdir: it is longer than 32 characters");
  EXPECT_EQ(
      Subdir::parse("linux").error().words(),
      "'linux' is not a subdir: it must be noarch, or a system and a machine, as in linux-64");
}

TEST(Subdir, IsKnownOrMayBeOfTomorrow) {
  EXPECT_TRUE(is_known_subdir("noarch"));
  EXPECT_TRUE(is_known_subdir("linux-riscv64"));
  EXPECT_FALSE(is_known_subdir("label-dev"));
}

}  // namespace

}  // namespace adder::testing
