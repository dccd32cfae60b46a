#include "base/io/gzip.h"

#include "base/io/file.h"
#include "tests/support/gzip.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace adder::testing {

namespace {

class Text final : public io::Sink {
 public:
  Result<void> write(std::span<const std::byte> bytes) override {
    longest = std::max(longest, bytes.size());
    text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return {};
  }

  std::string text;
  std::size_t longest = 0;
};

class FullDisk final : public io::Sink {
 public:
  Result<void> write(std::span<const std::byte>) override {
    return Error(Error::Kind::io, "the disk is full");
  }
};

Result<void> feed(io::Sink& sink, std::string_view text, std::size_t piece) {
  for (std::size_t at = 0; at < text.size(); at += piece) {
    TRY(sink.write(io::bytes_of(text.substr(at, piece))));
  }
  return {};
}

std::string packed_in_pieces(std::string_view text, std::size_t piece, int level) {
  Text out;
  io::GzipWriter writer(out, level);
  EXPECT_TRUE(feed(writer, text, piece));
  EXPECT_TRUE(std::move(writer).finish());
  return out.text;
}

Result<std::string> unpacked(std::string_view packed, std::size_t piece = 1000) {
  Text out;
  io::GunzipWriter writer(out);
  TRY(feed(writer, packed, piece));
  TRY(std::move(writer).finish());
  return out.text;
}

// Not too easy to pack, and the same each time.
std::string some_text(std::size_t size) {
  std::string text;
  unsigned state = 1;
  while (text.size() < size) {
    state = state * 1664525 + 1013904223;
    text += std::to_string(state >> 20) + (state & 1U ? " package" : ".conda");
  }
  text.resize(size);
  return text;
}

TEST(Gzip, PacksTheSameTextToTheSameBytes) {
  EXPECT_EQ(io::gzip("some text"), io::gzip("some text"));
}

TEST(Gzip, PacksToTheSameBytesHoweverTheTextIsCut) {
  for (const int level : {1, 3, 6}) {
    for (const std::size_t size : {0U, 1U, 65'535U, 300'000U, 1'000'000U}) {
      const auto text = some_text(size);
      const auto whole = io::gzip(text, level);
      for (const std::size_t piece : {1U << 10, 65'536U, 262'144U, 5'000'000U}) {
        EXPECT_EQ(packed_in_pieces(text, piece, level), whole) << size << " in " << piece;
      }
    }
  }
}

TEST(Gzip, UnpacksWhatItPackedHoweverThatIsCut) {
  for (const std::size_t size : {0U, 1U, 65'535U, 65'536U, 65'537U, 1'000'000U}) {
    const auto text = some_text(size);
    for (const std::size_t piece : {1U, 17U, 4096U, 5'000'000U}) {
      const auto back = unpacked(io::gzip(text), piece);
      ASSERT_TRUE(back) << size << " in " << piece << ": " << back.error().words();
      EXPECT_EQ(*back, text);
    }
  }
}

TEST(Gzip, HandsOnSmallPiecesOfWhatUnpacksToMuch) {
  Text out;
  io::GunzipWriter writer(out);

  ASSERT_TRUE(writer.write(io::bytes_of(gzip_bomb(std::size_t{50} << 20))));
  ASSERT_TRUE(std::move(writer).finish());

  EXPECT_EQ(out.text.size(), std::size_t{50} << 20);
  EXPECT_LE(out.longest, std::size_t{64} << 10);
}

TEST(Gzip, RefusesWhatIsCutShortChangedOrFollowedByMore) {
  const auto packed = io::gzip("some text that is long enough to be cut");
  auto changed = packed;
  changed[changed.size() / 2] ^= 1;

  for (const std::size_t piece : {1U, 7U, 1000U}) {
    EXPECT_FALSE(unpacked(packed.substr(0, packed.size() - 1), piece));
    EXPECT_FALSE(unpacked(changed, piece));
    EXPECT_FALSE(unpacked(packed + "x", piece));
    EXPECT_FALSE(unpacked(packed + packed, piece));
    EXPECT_FALSE(unpacked("", piece));
    EXPECT_FALSE(unpacked("no gzip at all", piece));
  }
}

TEST(Gzip, TellsTheTroubleOfWhereItWritesTo) {
  FullDisk disk;
  io::GzipWriter writer(disk);
  const auto text = some_text(1'000'000);

  const auto written = writer.write(io::bytes_of(text));

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().words(), "the disk is full");
  io::GunzipWriter unpacking(disk);
  EXPECT_EQ(unpacking.write(io::bytes_of(io::gzip(text))).error().words(), "the disk is full");
}

}  // namespace

}  // namespace adder::testing
