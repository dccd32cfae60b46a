#include "base/net/server_head.h"

#include <gtest/gtest.h>

#include <string_view>

namespace adder::testing {

namespace {

const Time kNow{std::chrono::seconds(1'700'000'000)};

net::ServerHead heard(std::initializer_list<std::string_view> lines) {
  net::ServerHead head;
  for (const auto line : lines) head.add(line, kNow);
  return head;
}

TEST(ServerHead, ForgetsInterimAnswersAndTrailers) {
  const auto said =
      heard({"HTTP/1.1 103 Early Hints\r\n", "ETag: \"early\"\r\n", "\r\n", "HTTP/1.1 200 OK\r\n",
             "ETag: \"real\"\r\n", "\r\n", "ETag: \"trailer\"\r\n"});

  EXPECT_TRUE(said.is_complete());
  EXPECT_EQ(said.head.status, 200);
  EXPECT_EQ(said.head.etag, "\"real\"");
}

TEST(ServerHead, KeepsOnlyValidatorsThatMayBeSentBack) {
  const auto said = heard({"HTTP/2 200\r\n", "etag: unquoted\r\n", "last-modified: yesterday\r\n"});

  EXPECT_EQ(said.head.etag, "");
  EXPECT_EQ(said.head.last_modified, "");
}

TEST(ServerHead, TheRangeKnowsTheSizeOfTheWhole) {
  const auto said = heard(
      {"HTTP/2 206\r\n", "content-length: 50\r\n", "content-range: bytes 50-99/100\r\n", "\r\n"});

  EXPECT_EQ(said.head.total_size, 100u);
  EXPECT_EQ(said.content_range->first, 50u);
}

TEST(ServerHead, AnEncodingSaidTwiceIsTwoEncodings) {
  const auto said =
      heard({"HTTP/2 200\r\n", "content-encoding: GZIP\r\n", "content-encoding: gzip\r\n", "\r\n"});

  EXPECT_EQ(said.content_encoding, "gzip, gzip");
}

TEST(ServerHead, ASerialThatIsNoNumberIsNone) {
  EXPECT_EQ(heard({"HTTP/2 200\r\n", "x-pypi-last-serial: -1\r\n"}).head.serial, std::nullopt);
  EXPECT_EQ(heard({"HTTP/2 200\r\n", "X-PyPI-Last-Serial: 31\r\n"}).head.serial, 31u);
}

}  // namespace

}  // namespace adder::testing
