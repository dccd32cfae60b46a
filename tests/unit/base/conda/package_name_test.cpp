#include "base/conda/package_name.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using conda::is_virtual;
using conda::PackageName;

std::string why_not(std::string_view name) {
  const auto parsed = PackageName::parse(name);
  return parsed ? "it is a name: " + parsed->text() : parsed.error().words();
}

TEST(PackageName, TakesWhatChannelsHave) {
  for (const auto* name :
       {"numpy", "r-base", "ruamel.yaml", "_openmp_mutex", "_libgcc", "7zip", "a", "_",
        "libstdcxx-ng", "foo-", "_-a", "__glibc", "x_86.b-c", "__cuda_x"}) {
    EXPECT_TRUE(PackageName::parse(name)) << why_not(name);
  }
  EXPECT_TRUE(PackageName::parse(std::string(64, 'a')));
}

TEST(PackageName, SaysWhyATextIsNone) {
  EXPECT_EQ(why_not(""), "'' is not a package name: it is empty");
  EXPECT_EQ(
      why_not("NumPy"),
      "'NumPy' is not a package name: after '' comes something other than a lower-case letter, "
      "digit, '-', '_' or '.'");
  EXPECT_EQ(why_not("-pkg"),
            "'-pkg' is not a package name: it must begin with a letter, a digit or '_'");
  EXPECT_EQ(why_not("pkg--name"),
            "'pkg--name' is not a package name: two of '-', '_' and '.' stand side by side");
  EXPECT_EQ(why_not("__"),
            "'__' is not a package name: '__' must be followed by a letter or digit");
  EXPECT_EQ(why_not(std::string(65, 'a')).substr(66),
            "' is not a package name: it is longer than 64 characters");
}

TEST(PackageName, NeverLeadsOutOfAFolder) {
  for (const auto* name : {"..", ".", "a/b", "/a", "a\\b", "a\n", ".a", "pkg..name", "___a", "a b",
                           "pkg._name", "n\xc3\xa4me", "a%2fb"}) {
    EXPECT_FALSE(PackageName::parse(name)) << name;
  }
  EXPECT_FALSE(PackageName::parse(std::string_view("a\0b", 3)));
}

TEST(PackageName, IsLowerCaseHoweverPeopleTypeIt) {
  EXPECT_EQ(PackageName::typed("NumPy")->text(), "numpy");
  EXPECT_FALSE(PackageName::typed("num py"));
}

TEST(PackageName, OfAMachinesPropertyIsVirtual) {
  EXPECT_TRUE(is_virtual("__glibc"));
  EXPECT_FALSE(is_virtual("_openmp_mutex"));
}

}  // namespace

}  // namespace adder::testing
