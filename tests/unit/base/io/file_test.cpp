#include "base/io/file.h"

#include "base/io/atomic_file.h"
#include "base/io/durable_batch.h"
#include "base/io/lock.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <fcntl.h>

#include <filesystem>
#include <string>
#include <utility>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

TEST(File, SaysWhichFileCannotBeReadAndWhy) {
  const auto text = io::read_file("/nowhere/at/all");

  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().kind(), Error::Kind::not_found);
  EXPECT_EQ(text.error().words(), "cannot open '/nowhere/at/all': No such file or directory");
}

TEST(File, RefusesAFileThatIsLongerThanAllowed) {
  const TempFolder folder;
  const auto file = folder.write("long", std::string(1000, 'x'));

  EXPECT_TRUE(io::read_file(file, 1000));
  EXPECT_FALSE(io::read_file(file, 999));
}

TEST(File, AFullDiskIsSaidWithAHint) {
  const io::Fd full(::open("/dev/full", O_WRONLY));

  const auto outcome = io::write_all(*full, io::bytes_of("x"), "/dev/full");

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().words(), "cannot write '/dev/full': No space left on device");
  EXPECT_EQ(outcome.error().hint(),
            "free some space on this file system, then run the command again");
}

TEST(File, SwitchesALinkInOneStepAlsoOverALeftOverDraft) {
  const TempFolder folder;
  fs::create_symlink("leftover", folder / "draft");

  ASSERT_TRUE(io::switch_link(folder / "link", "one", folder / "draft"));
  ASSERT_TRUE(io::switch_link(folder / "link", "two", folder / "draft"));

  EXPECT_EQ(**io::link_target(folder / "link"), "two");
  EXPECT_FALSE(fs::exists(fs::symlink_status(folder / "draft")));
}

TEST(AtomicFile, ShowsNothingUntilItIsCommitted) {
  const TempFolder folder;
  folder.write("list", "old");
  auto file = io::AtomicFile::create(folder / "list");
  ASSERT_TRUE(file);

  ASSERT_TRUE(file->write(io::bytes_of("new")));
  EXPECT_EQ(content_of(folder / "list"), "old");
  ASSERT_TRUE(std::move(*file).commit());

  EXPECT_EQ(content_of(folder / "list"), "new");
  EXPECT_EQ(fs::status(folder / "list").permissions(), fs::perms{0644});
}

TEST(AtomicFile, LeavesNothingBehindWhenGivenUp) {
  const TempFolder folder;
  {
    auto file = io::AtomicFile::create(folder / "list");
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write(io::bytes_of("half")));
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(DurableBatch, GivesAllFilesTheirNamesTogether) {
  const TempFolder folder;
  io::DurableBatch batch(folder.path());
  for (const std::string name : {"a", "b", "c"}) {
    batch.add(folder.write("." + name, name), folder / name);
  }

  ASSERT_TRUE(batch.settle());

  EXPECT_EQ(content_of(folder / "b"), "b");
  EXPECT_TRUE(batch.empty());
}

TEST(Lock, IsHeldByOneOnlyAndEndsWithItsScope) {
  const TempFolder folder;
  {
    const auto first = io::Lock::acquire(folder / ".lock");
    ASSERT_TRUE(first);
    const auto second = io::Lock::acquire(folder / ".lock");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind(), Error::Kind::busy);
  }
  EXPECT_TRUE(io::Lock::acquire(folder / ".lock"));
}

}  // namespace

}  // namespace adder::testing
