#include "base/io/copy.h"

#include "base/io/file.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <fcntl.h>

#include <string>

namespace adder::testing {

namespace {

Result<void> copied(const std::filesystem::path& from, const std::filesystem::path& to) {
  const io::Fd in(::open(from.c_str(), O_RDONLY));
  const io::Fd out(::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644));
  return io::copy_bytes(*in, *out, to);
}

TEST(Copy, HoldsTheSameBytes) {
  const TempFolder folder;
  for (const std::size_t size : {0U, 1U, 4096U, 3'000'000U}) {
    std::string text(size, 'x');
    if (size > 2) text[size / 2] = 'y';
    const auto from = folder.write("from", text);

    const auto outcome = copied(from, folder / "to");

    ASSERT_TRUE(outcome) << outcome.error().words();
    EXPECT_EQ(content_of(folder / "to"), text);
  }
}

TEST(Copy, ReadsWhatTheKernelCannotCopy) {
  const TempFolder folder;

  ASSERT_TRUE(copied("/proc/self/status", folder / "to"));

  EXPECT_TRUE(content_of(folder / "to").starts_with("Name:"));
}

TEST(Copy, SaysThatTheDiskIsFull) {
  const TempFolder folder;

  const auto outcome = copied(folder.write("from", "bytes"), "/dev/full");

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().words(), "cannot write '/dev/full': No space left on device");
}

TEST(Copy, CrossesFromOneFileSystemToAnother) {
  const TempFolder folder;
  const TempFolder elsewhere(TempFolder::quick_parent());

  ASSERT_TRUE(copied(folder.write("from", "bytes"), elsewhere / "to"));

  EXPECT_EQ(content_of(elsewhere / "to"), "bytes");
}

}  // namespace

}  // namespace adder::testing
