#include "base/conda/current_selection.h"

#include "base/core/text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using conda::CurrentEntry;
using conda::CurrentPins;

struct Package {
  std::string name;
  std::string version;
  std::vector<std::string> depends = {};
  std::string build = "0";
  std::uint64_t build_number = 0;
  std::uint64_t timestamp = 0;
  bool has_features = false;
  std::string extension = ".conda";

  std::string file_name() const { return cat(name, '-', version, '-', build, extension); }
};

std::vector<std::string> current(const std::vector<Package>& packages,
                                 const CurrentPins& pins = {}) {
  std::vector<std::string> names;
  for (const auto& package : packages) names.push_back(package.file_name());
  std::vector<CurrentEntry> entries;
  for (std::size_t i = 0; i < packages.size(); ++i) {
    const auto& package = packages[i];
    entries.push_back({.file_name = names[i],
                       .name = package.name,
                       .version = package.version,
                       .build = package.build,
                       .build_number = package.build_number,
                       .timestamp = package.timestamp,
                       .has_features = package.has_features});
  }
  const auto depends_of = [&](std::size_t i) -> Result<std::vector<std::string>> {
    return packages[i].depends;
  };
  const auto selected = select_current(entries, depends_of, pins);
  std::vector<std::string> chosen;
  for (const auto i : *selected) chosen.push_back(names[i]);
  return chosen;
}

using Names = std::vector<std::string>;

TEST(CurrentSelection, KeepsTheNewestVersionOfEachPackage) {
  EXPECT_EQ(current({{"a", "1.9"}, {"a", "1.10"}, {"b", "2"}, {"a", "1.8.5"}}),
            (Names{"a-1.10-0.conda", "b-2-0.conda"}));
}

TEST(CurrentSelection, KeepsAllBuildsOfIt) {
  EXPECT_EQ(current({{.name = "a", .version = "1", .build = "py39_0"},
                     {.name = "a", .version = "1", .build = "py310_1", .build_number = 1}}),
            (Names{"a-1-py39_0.conda", "a-1-py310_1.conda"}));
}

TEST(CurrentSelection, OfTwinsOnlyTheCondaFileCounts) {
  EXPECT_EQ(current({{.name = "a", .version = "1", .extension = ".tar.bz2"},
                     {.name = "a", .version = "1", .extension = ".conda"},
                     {.name = "b", .version = "1", .extension = ".tar.bz2"}}),
            (Names{"a-1-0.conda", "b-1-0.tar.bz2"}));
}

TEST(CurrentSelection, AddsTheNewestThatADependencyNeeds) {
  EXPECT_EQ(
      current({{"app", "1", {"lib <3", "lib", "gone"}}, {"lib", "1"}, {"lib", "2"}, {"lib", "3"}}),
      (Names{"app-1-0.conda", "lib-2-0.conda", "lib-3-0.conda"}));
}

TEST(CurrentSelection, WhatIsAddedBringsNothingWithIt) {
  EXPECT_EQ(current({{"app", "1", {"lib 1.*"}},
                     {"lib", "1", {"deep 1.*"}},
                     {"lib", "2"},
                     {"deep", "1"},
                     {"deep", "2"}}),
            (Names{"app-1-0.conda", "lib-1-0.conda", "lib-2-0.conda", "deep-2-0.conda"}));
}

TEST(CurrentSelection, PinsKeepTheNewestOfASeries) {
  EXPECT_EQ(
      current({{"python", "3.11.1"}, {"python", "3.11.2"}, {"python", "3.12.0"}, {"python", "2.7"}},
              {{"python", {"3.11", "4"}}, {"other", {"1"}}}),
      (Names{"python-3.11.2-0.conda", "python-3.12.0-0.conda"}));
}

TEST(CurrentSelection, WhoWantsNoFeaturesFindsAnOlderPackage) {
  EXPECT_EQ(current({{.name = "a", .version = "1"},
                     {.name = "a", .version = "2"},
                     {.name = "a", .version = "3", .has_features = true}}),
            (Names{"a-2-0.conda", "a-3-0.conda"}));
}

// conda-index asks for a=1.10, and conda reads that as a series.
TEST(CurrentSelection, WhatBeginsLikeTheNewestStaysWithIt) {
  EXPECT_EQ(current({{"a", "1.10"}, {"a", "1.10rc1"}, {"a", "1.1"}}),
            (Names{"a-1.10-0.conda", "a-1.10rc1-0.conda"}));
  EXPECT_EQ(current({{"a", "1.0"}, {"a", "1.0.0"}}), (Names{"a-1.0-0.conda", "a-1.0.0-0.conda"}));
}

TEST(CurrentSelection, WhatCannotBeReadIsOlderThanAllThatCan) {
  EXPECT_EQ(current({{"a", "0.1"}, {"a", "!!"}, {"b", "!!", {"]["}}}),
            (Names{"a-0.1-0.conda", "b-!!-0.conda"}));
}

TEST(CurrentSelection, AnEmptyChannelHasNothing) {
  EXPECT_EQ(current({}), Names{});
}

TEST(CurrentSelection, DependenciesThatCannotBeHadAreAnError) {
  const std::vector<CurrentEntry> entries = {
      {.file_name = "a", .name = "a", .version = "1", .build = "0"}};
  const auto selected =
      select_current(entries, [](std::size_t) -> Result<std::vector<std::string>> {
        return Error(Error::Kind::io, "no disk");
      });
  EXPECT_EQ(selected.error().words(), "no disk");
}

}  // namespace

}  // namespace adder::testing
