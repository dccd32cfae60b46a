#include "base/io/unpacker.h"

#include "base/core/text.h"
#include "base/io/zstd.h"
#include "tests/support/tar_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using io::Packing;

constexpr std::uint64_t kEnough = std::uint64_t{1} << 30;

std::string pack(Packing packing, std::string_view text) {
  if (packing == Packing::zstd) return io::zstd(text);
  if (packing == Packing::bzip2) return packed(std::string(text), "bzip2");
  return std::string(text);
}

// What came out, or why not.
std::string unpacked(Packing packing, std::string_view packed, std::size_t piece = 1 << 20,
                     std::uint64_t most = kEnough) {
  std::string text;
  io::Unpacker unpacker(packing, most, [&](std::string_view part) -> Result<void> {
    text += part;
    return {};
  });
  for (; !packed.empty(); packed.remove_prefix(std::min(piece, packed.size()))) {
    const auto added = unpacker.add(packed.substr(0, piece));
    if (!added) return added.error().words();
  }
  const auto finished = unpacker.finish();
  return finished ? text : finished.error().words();
}

// Neither quite regular nor quite random, and more than any buffer holds.
std::string long_text() {
  std::string text;
  for (std::uint32_t i = 0, seed = 1; i < 100'000; ++i) {
    seed = seed * 1664525 + 1013904223;
    text += cat("package-", seed >> 20, ' ');
  }
  return text;
}

const std::vector<Packing> kAll = {Packing::none, Packing::zstd, Packing::bzip2};

TEST(Unpacker, GivesBackWhatWasPackedWhateverThePieces) {
  const auto text = long_text();
  for (const auto packing : kAll) {
    const auto packed = pack(packing, text);
    for (const std::size_t piece : {std::size_t{1000}, std::size_t{65'537}, packed.size()}) {
      EXPECT_EQ(unpacked(packing, packed, piece), text);
    }
  }
  for (const auto packing : kAll) {
    EXPECT_EQ(unpacked(packing, pack(packing, "a few words"), 1), "a few words");
  }
}

TEST(Unpacker, GoesOnWhereOnePartEndsAndTheNextBegins) {
  for (const auto packing : kAll) {
    EXPECT_EQ(unpacked(packing, pack(packing, "one ") + pack(packing, "two"), 3), "one two");
  }
}

TEST(Unpacker, SaysThatTheEndIsMissing) {
  const auto text = long_text();
  for (const std::size_t missing : {std::size_t{1}, std::size_t{100}}) {
    for (const auto& [packing, words] :
         {std::pair(Packing::zstd, "zstd data cut off"), {Packing::bzip2, "bzip2 data cut off"}}) {
      const auto packed = pack(packing, text);
      EXPECT_EQ(unpacked(packing, packed.substr(0, packed.size() - missing)), words);
      EXPECT_EQ(unpacked(packing, packed + packed.substr(0, missing)), words);
      EXPECT_EQ(unpacked(packing, ""), words);
    }
  }
}

TEST(Unpacker, RefusesWhatIsSomethingElse) {
  EXPECT_TRUE(unpacked(Packing::zstd, "<!doctype html>").starts_with("not valid zstd: "));
  EXPECT_EQ(unpacked(Packing::bzip2, "<!doctype html>"), "not valid bzip2: its blocks are damaged");
  EXPECT_TRUE(unpacked(Packing::zstd, io::zstd("one") + "garbage").starts_with("not valid zstd: "));
  EXPECT_FALSE(
      unpacked(Packing::bzip2, pack(Packing::bzip2, "one") + "garbage").starts_with("one"));
}

TEST(Unpacker, RefusesToUnpackMoreThanItWasTold) {
  const std::string zeros(50'000'000, '\0');
  for (const auto packing : kAll) {
    const auto packed = pack(packing, zeros);
    EXPECT_EQ(unpacked(packing, packed, 4096, zeros.size()), zeros);
    EXPECT_EQ(unpacked(packing, packed, 4096, zeros.size() - 1),
              "it unpacks to more than 49999999 bytes");
  }
}

TEST(Unpacker, StopsAtTheFirstErrorOfWhoeverTakesIt) {
  for (const auto packing : kAll) {
    int calls = 0;
    io::Unpacker unpacker(packing, kEnough, [&](std::string_view) -> Result<void> {
      ++calls;
      return Error(Error::Kind::invalid, "enough");
    });
    const auto packed = pack(packing, "text");
    EXPECT_EQ(unpacker.add(packed).error().words(), "enough");
    EXPECT_EQ(unpacker.add(packed).error().words(), "enough");
    EXPECT_EQ(unpacker.finish().error().words(), "enough");
    EXPECT_EQ(calls, 1);
  }
}

}  // namespace

}  // namespace adder::testing
