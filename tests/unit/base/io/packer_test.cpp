#include "base/io/packer.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/unpacker.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace adder::testing {

namespace {

class Collecting final : public io::Sink {
 public:
  Result<void> write(std::span<const std::byte> bytes) override {
    if (text.size() + bytes.size() > room) return Error(Error::Kind::io, "the disk is full");
    text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return {};
  }
  std::string text;
  std::size_t room = std::size_t{64} << 20;
};

enum class Method { zstd, bzip2 };

std::unique_ptr<io::Packer> packer_of(Method method, io::Sink& to) {
  return method == Method::zstd ? io::zstd_packer(to, 3) : io::bzip2_packer(to);
}

std::string packed(Method method, const std::string& text, std::size_t piece) {
  Collecting sink;
  const auto packer = packer_of(method, sink);
  for (std::size_t at = 0; at < text.size(); at += piece) {
    EXPECT_TRUE(packer->write(io::bytes_of(std::string_view(text).substr(at, piece))));
  }
  EXPECT_TRUE(packer->finish());
  return sink.text;
}

std::string unpacked(Method method, const std::string& bytes) {
  std::string text;
  io::Unpacker unpacker(method == Method::zstd ? io::Packing::zstd : io::Packing::bzip2,
                        std::uint64_t{64} << 20, [&](std::string_view piece) -> Result<void> {
                          text += piece;
                          return {};
                        });
  EXPECT_TRUE(unpacker.add(bytes));
  EXPECT_TRUE(unpacker.finish());
  return text;
}

std::string long_text() {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += cat("\"package-", i, "\": {},\n");
  return text;
}

class Packers : public ::testing::TestWithParam<Method> {};

TEST_P(Packers, UnpackToWhatWasWritten) {
  const auto text = long_text();
  const auto bytes = packed(GetParam(), text, 10'000);
  EXPECT_LT(bytes.size(), text.size() / 4);
  EXPECT_EQ(unpacked(GetParam(), bytes), text);
}

TEST_P(Packers, GiveTheSameBytesHoweverTheTextWasCut) {
  const auto text = long_text();
  EXPECT_EQ(packed(GetParam(), text, 777), packed(GetParam(), text, text.size()));
}

TEST_P(Packers, PackNothingToo) {
  EXPECT_EQ(unpacked(GetParam(), packed(GetParam(), "", 1)), "");
}

TEST_P(Packers, SayWhyTheSinkTakesNoMore) {
  Collecting sink;
  sink.room = 10;
  const auto packer = packer_of(GetParam(), sink);
  auto written = packer->write(io::bytes_of(long_text()));
  if (written) written = packer->finish();
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().words(), "the disk is full");
}

INSTANTIATE_TEST_SUITE_P(AllMethods, Packers, ::testing::Values(Method::zstd, Method::bzip2));

}  // namespace

}  // namespace adder::testing
