#include "mirror/conda/record_spool.h"

#include "base/core/text.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using conda::Section;
using mirror::RecordSpool;

RecordSpool spool_in(const TempFolder& folder) {
  auto spool = RecordSpool::make(folder.path());
  EXPECT_TRUE(spool);
  return *std::move(spool);
}

std::vector<std::string> told(RecordSpool& spool) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < spool.size(); ++at) {
    const auto json = spool.json(at);
    EXPECT_TRUE(json);
    lines.push_back(
        cat(name_of(spool.section(at)), ' ', spool.key(at), ' ', spool.name(at), ' ', *json));
  }
  return lines;
}

TEST(RecordSpool, PutsRecordsInTheOrderOfAnIndex) {
  const TempFolder folder;
  auto spool = spool_in(folder);
  ASSERT_TRUE(spool.add({.section = Section::packages_conda,
                         .key = "b-1-0.conda",
                         .name = "b",
                         .json = R"({"b":1})"}));
  ASSERT_TRUE(
      spool.add({.section = Section::v3_whl, .key = "c_1_py3", .name = "c", .json = R"({"c":1})"}));
  ASSERT_TRUE(spool.add(
      {.section = Section::packages, .key = "z-1-0.tar.bz2", .name = "z", .json = R"({"z":1})"}));
  ASSERT_TRUE(spool.add({.section = Section::packages_conda,
                         .key = "a-1-0.conda",
                         .name = "a",
                         .json = R"({"a":1})"}));

  ASSERT_TRUE(spool.sort());

  EXPECT_EQ(told(spool),
            (std::vector<std::string>{
                R"(packages z-1-0.tar.bz2 z {"z":1})", R"(packages.conda a-1-0.conda a {"a":1})",
                R"(packages.conda b-1-0.conda b {"b":1})", R"(whl c_1_py3 c {"c":1})"}));
}

TEST(RecordSpool, KnowsAPackageWhoseNameIsNotInTheKey) {
  const TempFolder folder;
  auto spool = spool_in(folder);
  ASSERT_TRUE(spool.add(
      {.section = Section::v3_whl, .key = "Some_Wheel-1.0", .name = "some-wheel", .json = "{}"}));
  ASSERT_TRUE(spool.sort());

  EXPECT_EQ(spool.key(0), "Some_Wheel-1.0");
  EXPECT_EQ(spool.name(0), "some-wheel");
}

TEST(RecordSpool, GivesBackWhatIsLongerThanItsWindows) {
  const TempFolder folder;
  auto spool = spool_in(folder);
  const std::string large(3 << 20, 'x');
  for (int i = 0; i < 200; ++i) {
    const auto section = i % 2 == 0 ? Section::packages : Section::packages_conda;
    const auto name = cat("p", 1000 - i);
    const auto key = cat(name, "-1-0");
    const auto json = i == 77 ? large : cat("{\"i\":", i, std::string(9'000, ' '), '}');
    ASSERT_TRUE(spool.add({.section = section, .key = key, .name = name, .json = json}));
  }
  ASSERT_TRUE(spool.sort());

  for (std::size_t at = 0; at < spool.size(); ++at) {
    const auto i = 1000 - std::stoi(std::string(spool.name(at).substr(1)));
    const auto json = spool.json(at);
    ASSERT_TRUE(json);
    if (i == 77) {
      EXPECT_EQ(json->size(), large.size());
    } else {
      EXPECT_TRUE(json->starts_with(cat("{\"i\":", i, ' '))) << json->substr(0, 20);
    }
  }
}

TEST(RecordSpool, LeavesNothingInItsFolder) {
  const TempFolder folder;
  {
    auto spool = spool_in(folder);
    ASSERT_TRUE(spool.add(
        {.section = Section::packages, .key = "a-1-0.tar.bz2", .name = "a", .json = "{}"}));
    ASSERT_TRUE(spool.sort());
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(RecordSpool, SaysWhereItCannotWrite) {
  const auto spool = RecordSpool::make("/nonexistent/folder");
  ASSERT_FALSE(spool);
  EXPECT_NE(spool.error().words().find("/nonexistent/folder"), std::string::npos);
}

}  // namespace

}  // namespace adder::testing
