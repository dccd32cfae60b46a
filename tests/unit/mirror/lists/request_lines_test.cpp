#include "mirror/lists/request_lines.h"

#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;
using mirror::RequestLine;
using Words = std::vector<std::string>;

Words shown(const std::vector<RequestLine>& lines) {
  Words words;
  for (const auto& line : lines) {
    words.push_back(line.place.file + ":" + std::to_string(line.place.line) + ": " + line.text);
  }
  return words;
}

Words shown(const std::vector<Problem>& problems) {
  Words words;
  for (const auto& problem : problems) words.push_back(problem.words());
  return words;
}

Words lines_of(std::string_view text) {
  Problems problems;
  auto words = shown(mirror::request_lines(text, "a.list", problems));
  for (auto& problem : shown(problems.errors)) words.push_back("error " + problem);
  return words;
}

TEST(RequestLines, AreWhatIsLeftWithoutCommentsAndEmptyLines) {
  EXPECT_EQ(lines_of("# all\nnumpy # why\n\n  \t\n scipy\t#x\n"),
            (Words{"a.list:2: numpy", "a.list:5: scipy"}));
}

TEST(RequestLines, AMarkInsideOfAWordIsNoComment) {
  EXPECT_EQ(lines_of("/a#b/ x#y\n"), Words{"a.list:1: /a#b/ x#y"});
}

TEST(RequestLines, ABackslashAtTheEndJoinsLines) {
  EXPECT_EQ(lines_of("numpy \\\n  >=1.20\nscipy"),
            (Words{"a.list:1: numpy   >=1.20", "a.list:3: scipy"}));
  EXPECT_EQ(lines_of("numpy\\"), Words{"a.list:1: numpy"});
  EXPECT_EQ(lines_of("numpy # no \\\nscipy"), (Words{"a.list:1: numpy", "a.list:2: scipy"}));
}

TEST(RequestLines, WindowsFilesAreRead) {
  EXPECT_EQ(lines_of("\xEF\xBB\xBFnumpy\r\nscipy \\\r\n>=1\r\n"),
            (Words{"a.list:1: numpy", "a.list:2: scipy >=1"}));
}

TEST(RequestLines, EveryIllegibleLineIsReported) {
  EXPECT_EQ(lines_of("a\xff\nb\nc\x01\n"),
            (Words{"a.list:2: b", "error a.list:1: this is not UTF-8: '\\xff'",
                   "error a.list:3: a control character stands here: '\\x01'"}));
}

class RequestFiles : public ::testing::Test {
 protected:
  // Reads these lists; what was found, then what was wrong.
  Words read(const std::vector<std::string>& names) {
    std::vector<fs::path> lists;
    for (const auto& name : names) lists.push_back(here / name);
    Problems problems;
    const auto found = mirror::read_request_lines(lists, here.path(), problems);
    auto words = shown(found.lines);
    for (auto& problem : shown(problems.errors)) words.push_back("error " + problem);
    return words;
  }

  TempFolder here;
};

TEST_F(RequestFiles, AListNamesOthersRelativeToItself) {
  here.write("requests/a.list", "numpy\n-r more/b.list\nscipy\n");
  here.write("requests/more/b.list", "-r ../c.list\npandas\n");
  here.write("requests/c.list", "flask\n");

  EXPECT_EQ(read({"requests/a.list"}),
            (Words{"requests/a.list:1: numpy", "requests/c.list:1: flask",
                   "requests/more/b.list:2: pandas", "requests/a.list:3: scipy"}));
}

TEST_F(RequestFiles, PipsWaysOfNamingAListAreAllUnderstood) {
  here.write("a.list", "-rb.list\n--requirement c.list\n--requirement=d.list\n-r\te.list\n");
  for (const auto* name : {"b.list", "c.list", "d.list", "e.list"}) here.write(name, "x\n");
  EXPECT_EQ(read({"a.list"}), (Words{"b.list:1: x", "c.list:1: x", "d.list:1: x", "e.list:1: x"}));
}

TEST_F(RequestFiles, AListThatIsNamedTwiceIsReadOnce) {
  here.write("a.list", "-r c.list\n-r ./c.list\n");
  here.write("c.list", "flask\n");
  EXPECT_EQ(read({"a.list", "c.list"}), Words{"c.list:1: flask"});
}

TEST_F(RequestFiles, CirclesAreReportedWithTheirWay) {
  here.write("a.list", "numpy\n-r b.list\n");
  here.write("b.list", "-r a.list\nscipy\n");
  EXPECT_EQ(read({"a.list"}), (Words{"a.list:1: numpy", "b.list:2: scipy",
                                     "error b.list:1: the list includes itself: a.list -> b.list "
                                     "-> a.list"}));
}

TEST_F(RequestFiles, WhatCannotBeReadIsReportedWhereItIsNamed) {
  here.write("a.list", "\n-r no.list\n-r\n");
  EXPECT_EQ(read({"a.list", "gone.list"}),
            (Words{"error a.list:2: cannot open '" + (here / "no.list").string() +
                       "': No such file or directory",
                   "error a.list:3: -r: a file is missing",
                   "error cannot open '" + (here / "gone.list").string() +
                       "': No such file or directory"}));
}

TEST(RequestLines, AreFoundInTheWordsThatNameThem) {
  const auto lines = mirror::placed_lines("a: 1.list:12: numpy >=1 # not: 3: a comment");

  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].place.file, "a: 1.list");
  EXPECT_EQ(lines[0].place.line, 12);
  EXPECT_EQ(lines[0].text, "numpy >=1 # not: 3: a comment");
  EXPECT_TRUE(mirror::placed_lines("numpy").empty());
  EXPECT_EQ(mirror::placed_lines("a:1: b:2: numpy").size(), 2u);
}

}  // namespace

}  // namespace adder::testing
