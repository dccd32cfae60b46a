#include "tests/unit/base/net/client_fixture.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Offsets = std::vector<std::uint64_t>;

class ClientResume : public ClientTest {
 protected:
  Result<net::Response> fetch_file() {
    auto file = request_for("/file");
    file.receiver = &keeper;
    file.expected_size = content.size();
    file.most_bytes = content.size();
    return fetch(std::move(file));
  }
  // What an earlier run has left behind.
  void hold(std::size_t bytes, const std::string& etag) {
    keeper.bytes = content.substr(0, bytes);
    keeper.etag = etag;
  }
  // The file has arrived whole, whatever the way.
  void expect_whole(const Result<net::Response>& response, const Offsets& offsets) {
    ASSERT_TRUE(response) << response.error().words();
    EXPECT_EQ(keeper.bytes, content);
    EXPECT_EQ(keeper.offsets, offsets);
  }

  std::string content = std::string(500, 'a') + std::string(500, 'b');
  PartKeeper keeper;
  Headers v1 = {{"ETag", "\"v1\""}};
};

TEST_F(ClientResume, GoesOnWhereTheConnectionBroke) {
  upstream.offer("/file", content, v1).then_break_after(100).then_break_after(300);

  const auto response = fetch_file();

  expect_whole(response, {0, 100, 400});
  const auto seen = upstream.seen("/file");
  EXPECT_EQ(seen.at(0).range, "");
  EXPECT_EQ(seen.at(1).range, "bytes=100-");
  EXPECT_EQ(seen.at(1).if_range, "\"v1\"");
  EXPECT_EQ(seen.at(2).range, "bytes=400-");
  EXPECT_EQ(response->received, content.size());
}

TEST_F(ClientResume, GoesOnWithWhatAnEarlierRunHasLeft) {
  hold(700, "\"v1\"");
  upstream.offer("/file", content, v1);

  const auto response = fetch_file();

  expect_whole(response, {700});
  EXPECT_EQ(response->received, 300u);
  EXPECT_EQ(response->head.total_size, content.size());
}

TEST_F(ClientResume, AServerThatIgnoresRangeSendsAllAgain) {
  hold(700, "\"v1\"");
  upstream.offer("/file", content, v1).ignore_ranges();

  expect_whole(fetch_file(), {0});
}

TEST_F(ClientResume, AChangedFileIsFetchedFromItsFirstByte) {
  hold(700, "\"v0\"");
  upstream.offer("/file", content, v1);

  expect_whole(fetch_file(), {0});
}

TEST_F(ClientResume, APartOfSomethingElseIsNotTaken) {
  const std::vector<Offer::Twist> lies = {
      [](Answer& answer) { answer.set("Content-Range", "bytes 699-999/1000"); },
      [](Answer& answer) { answer.set("Content-Range", "bytes 700-900/1000"); },
      [](Answer& answer) { answer.set("Content-Range", "bytes rubbish"); },
      [](Answer& answer) { answer.drop("Content-Range"); },
      [](Answer& answer) { answer.set("ETag", "\"v2\""); },
  };
  for (const auto& lie : lies) {
    hold(700, "\"v1\"");
    keeper.offsets.clear();
    upstream.forget_seen();
    upstream.offer("/file", content, v1).then(lie);

    expect_whole(fetch_file(), {0});
    EXPECT_EQ(upstream.seen("/file").at(1).range, "");
  }
}

TEST_F(ClientResume, ARangeThatCannotBeMetMeansStartingOver) {
  upstream.offer("/file", content, v1).then_fail(416);
  hold(700, "\"v1\"");

  expect_whole(fetch_file(), {0});
  EXPECT_EQ(upstream.seen("/file").size(), 2u);
}

TEST_F(ClientResume, OnlyAStrongValidatorAllowsGoingOn) {
  for (const auto* const etag : {"W/\"v1\"", "", "v1"}) {
    hold(700, etag);
    keeper.offsets.clear();
    upstream.forget_seen();
    upstream.offer("/file", content, v1);

    expect_whole(fetch_file(), {0});
    EXPECT_EQ(upstream.seen("/file").at(0).range, "") << etag;
  }
}

TEST_F(ClientResume, APartThatNobodyAskedForIsNoBody) {
  settings.retry.attempts = 2;
  upstream.offer("/file", content, v1).always([](Answer& answer) {
    answer.status = 206;
    answer.set("Content-Range", "bytes 0-999/1000");
  });

  const auto response = fetch_file();

  ASSERT_FALSE(response);
  EXPECT_TRUE(
      response.error().words().ends_with("it answered with a part that nobody had asked for"))
      << response.error().words();
  EXPECT_EQ(keeper.bytes, "");
}

TEST_F(ClientResume, AFileOverABadLineArrivesInTheEnd) {
  settings.retry.attempts = 2;
  content = std::string(std::size_t{12} << 20, 'x');
  upstream.offer("/file", content, v1).then_break_after(std::size_t{2} << 20, Offer::kAlways);

  const auto response = fetch_file();

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(keeper.bytes, content);
  EXPECT_EQ(upstream.seen("/file").size(), 6u);
}

TEST_F(ClientResume, ALineThatIsTooBadForThatDoesNotGoOnForever) {
  settings.retry.attempts = 3;
  upstream.offer("/file", content, v1).then_break_after(1, Offer::kAlways);

  const auto response = fetch_file();

  ASSERT_FALSE(response);
  EXPECT_EQ(upstream.seen("/file").size(), 3u);
}

}  // namespace

}  // namespace adder::testing
