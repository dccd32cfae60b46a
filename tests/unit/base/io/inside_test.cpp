#include "base/io/inside.h"

#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

class InsideFolder : public ::testing::Test {
 protected:
  InsideFolder() : secret_(outside_.write("secret", "secret")) {}

  TempFolder outside_;
  TempFolder folder_;
  fs::path secret_;
  io::Inside inside_ = *io::Inside::open(folder_.path());
};

TEST_F(InsideFolder, GivesAFileASecondNameDeepInsideMakingTheFolders) {
  EXPECT_TRUE(*inside_.link(secret_, "a/b/c/name"));

  EXPECT_EQ(content_of(folder_ / "a/b/c/name"), "secret");
  EXPECT_EQ(fs::hard_link_count(secret_), 2u);
  EXPECT_FALSE(*inside_.link(secret_, "a/b/c/name"));
}

TEST_F(InsideFolder, RefusesEveryWayOut) {
  fs::create_symlink(outside_.path(), folder_ / "door");
  for (const std::string name : {"../x", "a/../../x", "/tmp/x", "door/x", "door/secret"}) {
    EXPECT_FALSE(inside_.create(name)) << name;
    EXPECT_FALSE(inside_.open_for_reading(name)) << name;
    EXPECT_FALSE(inside_.link(secret_, name)) << name;
    EXPECT_FALSE(inside_.remove(name)) << name;
  }
  EXPECT_EQ(content_of(secret_), "secret");
  EXPECT_EQ(std::distance(fs::directory_iterator(outside_.path()), {}), 1);
}

TEST_F(InsideFolder, RemovingTakesEmptyFoldersAlongAndKeepsTheOthers) {
  ASSERT_TRUE(inside_.link(secret_, "a/b/one"));
  ASSERT_TRUE(inside_.link(secret_, "a/two"));

  EXPECT_TRUE(*inside_.remove("a/b/one"));
  EXPECT_FALSE(fs::exists(folder_ / "a/b"));
  EXPECT_TRUE(fs::exists(folder_ / "a/two"));
  EXPECT_FALSE(*inside_.remove("a/b/one"));
}

TEST_F(InsideFolder, ClearsAwayTheEmptyFoldersOfAFileThatHasGoneAlready) {
  fs::create_directories(folder_ / "a/b/c");
  ASSERT_TRUE(inside_.link(secret_, "a/one"));

  EXPECT_TRUE(inside_.clear_away("a/b/c/long/gone"));
  EXPECT_FALSE(fs::exists(folder_ / "a/b"));
  EXPECT_TRUE(fs::exists(folder_ / "a/one"));
}

TEST_F(InsideFolder, CopiesWhereTheFileSystemCannotLink) {
  const fs::path elsewhere = "/dev/shm";
  if (!fs::is_directory(elsewhere)) GTEST_SKIP() << "no second file system at /dev/shm";
  const auto source = elsewhere / "adder-inside-test";
  std::ofstream(source) << "from far";

  const auto linked = inside_.link(source, "copy");
  fs::remove(source);

  ASSERT_TRUE(linked) << linked.error().words();
  EXPECT_EQ(content_of(folder_ / "copy"), "from far");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), {}), 1);
}

}  // namespace

}  // namespace adder::testing
