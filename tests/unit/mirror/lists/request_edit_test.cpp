#include "mirror/lists/request_edit.h"

#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;
using mirror::Added;

class RequestEdit : public ::testing::Test {
 protected:
  Added add(const std::string& wish, const std::string& note = "") {
    const auto added = mirror::add_wish(list(), wish, note);
    EXPECT_TRUE(added);
    return added ? *added : Added::already;
  }
  std::vector<int> remove(const std::string& wish) {
    const auto removed = mirror::remove_wish(list(), wish);
    EXPECT_TRUE(removed);
    return removed ? *removed : std::vector<int>{};
  }
  fs::path list() const { return here / "a.list"; }
  std::string text() const { return content_of(list()); }

  TempFolder here;
};

TEST_F(RequestEdit, ANewLineGoesToTheEnd) {
  here.write("a.list", "# mine\nnumpy\n");
  EXPECT_EQ(add("scipy +deps", "asked for by Ada"), Added::now);
  EXPECT_EQ(text(), "# mine\nnumpy\nscipy +deps  # asked for by Ada\n");
}

// What a list cannot say would stop every later sync.
TEST_F(RequestEdit, ALineThatNobodyCouldReadAgainIsNotWritten) {
  here.write("a.list", "numpy\n");
  for (const std::string note : {"a\nb", "a\rb", "bell \x07", "\xff", "\x7f", "\x1b[31m"}) {
    const auto added = mirror::add_wish(list(), "scipy", note);
    ASSERT_FALSE(added) << note;
    EXPECT_EQ(added.error().kind(), Error::Kind::invalid);
  }
  EXPECT_FALSE(mirror::add_wish(list(), "scipy \\", ""));
  EXPECT_FALSE(mirror::add_wish(list(), "scipy \\", "note"));
  EXPECT_EQ(text(), "numpy\n");
  EXPECT_EQ(add("scipy", "a # tag, a \\ and gr\xc3\xbc\xc3\x9f \\"), Added::now);
  EXPECT_EQ(text(), "numpy\nscipy  # a # tag, a \\ and gr\xc3\xbc\xc3\x9f \\\n");
}

TEST_F(RequestEdit, AListThatIsNotThereIsMade) {
  EXPECT_EQ(add("numpy"), Added::now);
  EXPECT_EQ(text(), "numpy\n");
}

TEST_F(RequestEdit, WhatStandsThereAlreadyIsNotAddedAgain) {
  here.write("a.list", "numpy   >=1.20 # why\n");
  EXPECT_EQ(add("numpy>=1.20"), Added::already);
  EXPECT_EQ(text(), "numpy   >=1.20 # why\n");
}

TEST_F(RequestEdit, TheFileKeepsItsLineEndings) {
  here.write("a.list", "numpy\r\nscipy");
  add("pandas");
  EXPECT_EQ(text(), "numpy\r\nscipy\r\npandas\r\n");
}

TEST_F(RequestEdit, AnOpenLineIsClosedFirst) {
  here.write("a.list", "numpy \\\n");
  add("scipy");
  EXPECT_EQ(text(), "numpy \\\n\nscipy\n");
}

TEST_F(RequestEdit, RemovingTakesTheLineAndNothingElse) {
  here.write("a.list", "# head\nnumpy >=1 # why\n\nscipy\n");
  EXPECT_EQ(remove("numpy>=1"), std::vector<int>{2});
  EXPECT_EQ(text(), "# head\n\nscipy\n");
}

TEST_F(RequestEdit, RemovingTakesContinuedLinesWhole) {
  here.write("a.list", "a\nnumpy \\\n >=1\nb # \\\nnumpy >=1");
  EXPECT_EQ(remove("numpy >=1"), (std::vector<int>{2, 5}));
  EXPECT_EQ(text(), "a\nb # \\\n");
}

TEST_F(RequestEdit, RemovingNeedsTheExactText) {
  here.write("a.list", "numpy >=1\n");
  EXPECT_EQ(remove("numpy"), std::vector<int>{});
  EXPECT_EQ(text(), "numpy >=1\n");
}

TEST_F(RequestEdit, ModeAndLinksStay) {
  here.write("real.list", "numpy\n");
  ::chmod((here / "real.list").c_str(), 0664);
  fs::create_symlink("real.list", list());

  add("scipy");

  EXPECT_TRUE(fs::is_symlink(list()));
  EXPECT_EQ(content_of(here / "real.list"), "numpy\nscipy\n");
  struct stat state {};
  ::stat((here / "real.list").c_str(), &state);
  EXPECT_EQ(state.st_mode & 07777U, 0664u);
}

}  // namespace

}  // namespace adder::testing
