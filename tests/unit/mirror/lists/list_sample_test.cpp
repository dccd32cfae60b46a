#include "mirror/lists/pypi_list.h"
#include "mirror/lists/request_words.h"
#include "tests/support/markdown.h"
#include "tests/support/source_tree.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <string>

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
  Problems problems;
  const std::vector<fs::path> lists = {kConfig / "requests/conda-forge.list"};
  for (const auto& line : mirror::read_request_lines(lists, kConfig, problems).lines) {
    const auto words = mirror::parse_request_words(line.text);
    EXPECT_TRUE(words) << words.error().words();
  }
  EXPECT_TRUE(problems.errors.empty());
}

TEST(ListSample, TheManualIsInOrder) {
  const auto manual = content_of(source_tree() / "docs/formats/request-list.md");
  const auto blocks = code_blocks(manual, "");
  ASSERT_EQ(blocks.size(), 2u);
  mirror::RequestList list;
  Problems problems;
  for (const auto& block : blocks) {
    for (const auto& line : mirror::request_lines(block, "manual", problems)) {
      mirror::add_pypi_line(line, list, problems);
    }
  }
  for (const auto& problem : problems.errors) ADD_FAILURE() << problem.words();
  EXPECT_EQ(list.wishes.size(), 8u);
  EXPECT_EQ(list.exclusions.size(), 1u);
}

}  // namespace

}  // namespace adder::testing
