#include "tests/house/tree.h"
#include "tests/support/process.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <set>
#include <string>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestFile = 300;  // lines; wants to be about a hundred
constexpr std::size_t kLongestTest = 450;  // cases of one noun, side by side
constexpr std::size_t kLargestFile = std::size_t{256} * 1024;
constexpr std::size_t kNamedAsLong = 10;

// What stands at the top has earned it; everything else has a room.
const std::set<std::string> kTop = {".ci",
                                    ".clang-format",
                                    ".clang-tidy",
                                    ".editorconfig",
                                    ".gitattributes",
                                    ".gitignore",
                                    "CMakeLists.txt",
                                    "CMakePresets.json",
                                    "CONTRIBUTING.md",
                                    "LICENSE",
                                    "README.md",
                                    "base",
                                    "bench",
                                    "cli",
                                    "config",
                                    "docs",
                                    "hook",
                                    "launch",
                                    "mirror",
                                    "patcher",
                                    "quickstart.sh",
                                    "site",
                                    "test.sh",
                                    "tests",
                                    "usage"};

const std::set<std::string> kGenerated = {".a", ".bin", ".class", ".db",  ".exe", ".gz",
                                          ".o", ".pyc", ".so",    ".swp", ".whl", ".zst"};

std::size_t lines_in(const fs::path& file) {
  const auto text = text_of(file);
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

// Inputs that have to be as odd as they are.
bool is_specimen(const fs::path& file) {
  const auto path = file.string();
  return path.starts_with("tests/fuzz/corpus/") || path.starts_with("tests/golden/");
}

class SourcesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (tree().empty()) GTEST_SKIP() << "no git to ask which files belong to the house";
  }
};

TEST_F(SourcesTest, NothingStandsAtTheTopThatHasNotEarnedIt) {
  for (const auto& file : tree()) {
    EXPECT_TRUE(kTop.contains(file.begin()->string())) << file;
  }
}

TEST_F(SourcesTest, NothingBinaryGeneratedOrLargeIsKept) {
  for (const auto& file : tree()) {
    if (is_specimen(file)) continue;
    const auto text = text_of(file);
    EXPECT_EQ(text.find('\0'), std::string::npos) << file << " is binary";
    EXPECT_LE(text.size(), kLargestFile) << file << " is large";
    EXPECT_FALSE(kGenerated.contains(file.extension().string())) << file << " is generated";
  }
}

TEST_F(SourcesTest, EveryLineEndsWhereItsTextEnds) {
  for (const auto& file : tree()) {
    const auto text = text_of(file);
    if (is_specimen(file) || text.empty()) continue;
    EXPECT_TRUE(text.ends_with('\n')) << file << " ends without a new line";
    each_line(file, [&](const std::string& line, int number) {
      EXPECT_FALSE(line.ends_with(' ') || line.ends_with('\t') || line.ends_with('\r'))
          << file.string() << ":" << number << ": white space at the end";
    });
  }
}

TEST_F(SourcesTest, FilesAreAboutOneNoun) {
  auto files = tree({".h", ".cpp", ".py", ".sh"});
  std::ranges::sort(files, std::ranges::greater(), lines_in);
  for (const auto& file : files) {
    const bool is_test = file.native().find("_test.") != std::string::npos;
    EXPECT_LE(lines_in(file), is_test ? kLongestTest : kLongestFile) << file;
  }

  files.resize(std::min(files.size(), kNamedAsLong));
  for (const auto& file : files) std::cout << lines_in(file) << " lines: " << file.string() << '\n';
}

TEST_F(SourcesTest, WhatIsLeftToDoNamesItsIssue) {
  const std::string mark = std::string("TO") + "DO";
  for (const auto& file : tree({".h", ".cpp", ".py", ".sh"})) {
    each_line(file, [&](const std::string& line, int number) {
      const auto found = line.find(mark);
      EXPECT_TRUE(found == std::string::npos || line.substr(found).starts_with(mark + "(#"))
          << file.string() << ":" << number;
    });
  }
}

// clang 14, which lints and fuzzes, cannot read the subranges of libstdc++ 12.
TEST_F(SourcesTest, KeepsToTheAlgorithmsThatClang14Knows) {
  for (const std::string name : {"unique", "remove", "remove_if", "rotate", "partition",
                                 "stable_partition", "search", "equal_range"}) {
    const auto call = "ranges::" + name + "(";
    for (const auto& file : tree({".h", ".cpp"})) {
      each_line(file, [&](const std::string& line, int number) {
        EXPECT_EQ(line.find(call), line.npos) << file.string() << ":" << number;
      });
    }
  }
}

TEST_F(SourcesTest, IsFormattedByClangFormat14) {
  Command check{.words = {"clang-format-14", "--dry-run", "-Werror"}, .folder = ADDER_SOURCE};
  if (find_program(check.words[0]).empty()) GTEST_SKIP() << "clang-format-14 is not installed";
  for (const auto& file : tree({".h", ".cpp"})) check.words.push_back(file.string());

  const auto checked = run(check);

  EXPECT_EQ(checked.exit, 0) << checked.err;
}

TEST_F(SourcesTest, ShellScriptsPassShellcheck) {
  Command check{.words = {"shellcheck", "-x"}, .folder = ADDER_SOURCE};
  if (find_program(check.words[0]).empty()) GTEST_SKIP() << "shellcheck is not installed";
  for (const auto& file : tree({".sh"})) check.words.push_back(file.string());

  const auto checked = run(check);

  EXPECT_EQ(checked.exit, 0) << checked.out;
}

}  // namespace

}  // namespace adder::testing
