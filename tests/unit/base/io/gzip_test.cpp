#include "base/io/gzip.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

constexpr std::size_t kMost = std::size_t{1} << 20;

TEST(Gzip, PacksTheSameTextToTheSameBytes) {
  EXPECT_EQ(io::gzip("some text"), io::gzip("some text"));
}

TEST(Gzip, UnpacksWhatItPacked) {
  for (const auto size : {0, 1, 65'535, 65'536, 65'537, 1'000'000}) {
    const std::string text(static_cast<std::size_t>(size), 'x');

    const auto unpacked = io::gunzip(io::gzip(text), kMost);

    ASSERT_TRUE(unpacked) << size << ": " << unpacked.error().words();
    EXPECT_EQ(*unpacked, text);
  }
}

TEST(Gzip, UnpacksJustAsMuchAsIsAllowed) {
  const std::string text(1000, 'x');
  EXPECT_TRUE(io::gunzip(io::gzip(text), 1000));
  EXPECT_FALSE(io::gunzip(io::gzip(text), 999));
}

TEST(Gzip, RefusesWhatIsCutShortChangedOrFollowedByMore) {
  const auto packed = io::gzip("some text that is long enough to be cut");
  auto changed = packed;
  changed[changed.size() / 2] ^= 1;

  EXPECT_FALSE(io::gunzip(packed.substr(0, packed.size() - 1), kMost));
  EXPECT_FALSE(io::gunzip(changed, kMost));
  EXPECT_FALSE(io::gunzip(packed + "x", kMost));
  EXPECT_FALSE(io::gunzip(packed + packed, kMost));
  EXPECT_FALSE(io::gunzip("", kMost));
  EXPECT_FALSE(io::gunzip("no gzip at all", kMost));
}

}  // namespace

}  // namespace adder::testing
