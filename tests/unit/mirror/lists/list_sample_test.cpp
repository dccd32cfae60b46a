#include "mirror/lists/conda_list.h"
#include "mirror/lists/pypi_list.h"
#include "tests/support/markdown.h"
#include "tests/support/source_tree.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

const fs::path kConfig = source_tree() / "config";

TEST(ListSample, TheOneForPypiIsInOrder) {
  const std::vector<fs::path> lists = {kConfig / "requests/pypi.list"};
  const auto requests = mirror::read_pypi_lists(lists, kConfig);
  for (const auto& problem : requests.problems.errors) ADD_FAILURE() << problem.words();
  EXPECT_TRUE(requests.problems.warnings.empty());
  EXPECT_EQ(requests.list.exclusions.size(), 2u);
}

TEST(ListSample, TheOneForCondaIsInOrder) {
  const std::vector<fs::path> lists = {kConfig / "requests/conda-forge.list"};
  const auto requests = mirror::read_conda_lists(lists, kConfig, "conda-forge");
  for (const auto& problem : requests.problems.errors) ADD_FAILURE() << problem.words();
  EXPECT_TRUE(requests.problems.warnings.empty());
  EXPECT_EQ(requests.list.wishes.size(), 5u);
  EXPECT_EQ(requests.list.exclusions.size(), 1u);
}

// What the manual shows, read as lists of PyPI and of conda.
class ManualSample : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto manual = content_of(source_tree() / "docs/formats/request-list.md");
    blocks = code_blocks(manual, "");
    ASSERT_EQ(blocks.size(), 3u);
  }
  void TearDown() override {
    for (const auto& problem : problems.errors) ADD_FAILURE() << problem.words();
  }

  std::vector<std::string> blocks;
  Problems problems;
};

TEST_F(ManualSample, OfPypiIsInOrder) {
  mirror::RequestList list;
  for (const auto& block : {blocks[0], blocks[1]}) {
    for (const auto& line : mirror::request_lines(block, "manual", problems)) {
      mirror::add_pypi_line(line, list, problems);
    }
  }
  EXPECT_EQ(list.wishes.size(), 8u);
  EXPECT_EQ(list.exclusions.size(), 1u);
}

TEST_F(ManualSample, OfCondaIsInOrder) {
  mirror::CondaRequestList list;
  for (const auto& line : mirror::request_lines(blocks[2], "manual", problems)) {
    mirror::add_conda_line(line, "conda-forge", list, problems);
  }
  EXPECT_EQ(list.wishes.size(), 13u);
  EXPECT_EQ(list.exclusions.size(), 2u);
  EXPECT_TRUE(problems.warnings.empty());
}

}  // namespace

}  // namespace adder::testing
