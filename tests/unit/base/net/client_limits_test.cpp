#include "base/core/text.h"
#include "tests/support/gzip.h"
#include "tests/unit/base/net/client_fixture.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

class ClientLimits : public ClientTest {
 protected:
  net::Request packed(const std::string& path) {
    auto wish = request_for(path);
    wish.encoding = net::Request::Encoding::compressed;
    return wish;
  }
};

TEST_F(ClientLimits, APackedDocumentIsAskedForAndUnpacked) {
  const std::string page(100'000, 'x');
  upstream.offer("/a", gzip(page), {{"Content-Encoding", "gzip"}});

  const auto response = fetch(packed("/a"));

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(text.text, page);
  EXPECT_EQ(response->received, page.size());
  EXPECT_EQ(response->head.total_size, std::nullopt);
  EXPECT_EQ(upstream.seen("/a").at(0).header("Accept-Encoding"), "gzip");
}

TEST_F(ClientLimits, AFileIsTakenAsItIsEvenIfItCallsItselfPacked) {
  const auto archive = gzip("text");
  upstream.offer("/a.tar.gz", archive, {{"Content-Encoding", "gzip"}});

  ASSERT_TRUE(fetch("/a.tar.gz"));

  EXPECT_EQ(text.text, archive);
}

TEST_F(ClientLimits, ABombGoesOffWithinTheBudget) {
  upstream.offer("/bomb", gzip_bomb(std::size_t{50} << 20), {{"Content-Encoding", "gzip"}});
  auto wish = packed("/bomb");
  wish.most_bytes = 1'000'000;

  const auto response = fetch(std::move(wish));

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::too_long);
  EXPECT_EQ(response.error().words(), upstream.url("/bomb") +
                                          ": longer than expected\n"
                                          "  expected at most 1000000 bytes");
  EXPECT_LE(text.text.size(), 1'000'000u);
  EXPECT_EQ(upstream.seen("/bomb").size(), 1u) << "a bomb is not asked for again";
}

TEST_F(ClientLimits, AnEncodingNobodyAskedForIsRefused) {
  for (const auto* const encoding : {"zstd", "gzip, gzip", "br", "rubbish"}) {
    upstream.offer("/a", "text", {{"Content-Encoding", encoding}});

    const auto response = fetch(packed("/a"));

    ASSERT_FALSE(response) << encoding;
    EXPECT_EQ(response.error().kind(), Error::Kind::corrupt) << response.error().words();
  }
}

TEST_F(ClientLimits, APackedDocumentThatIsBrokenIsCorrupt) {
  upstream.offer("/a", "this is not gzip", {{"Content-Encoding", "gzip"}});

  const auto response = fetch(packed("/a"));

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::corrupt);
  EXPECT_EQ(response.error().words(), upstream.url("/a") +
                                          ": cannot be unpacked\n"
                                          "  the body is not what its Content-Encoding says");
}

TEST_F(ClientLimits, ABodyWithoutAnEndStopsAtTheBudget) {
  for (const auto framing : {Answer::Framing::chunked, Answer::Framing::until_close}) {
    upstream.offer("/endless", std::string(5'000'000, 'x')).always([&](Answer& answer) {
      answer.framing = framing;
    });
    auto wish = request_for("/endless");
    wish.most_bytes = 100'000;

    const auto response = fetch(std::move(wish));

    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind(), Error::Kind::too_long);
    EXPECT_LE(text.text.size(), 100'000u);
  }
}

TEST_F(ClientLimits, ABodyThatAnnouncesTooMuchIsNotEvenBegun) {
  upstream.offer("/long", std::string(1'001, 'x'));
  auto wish = request_for("/long");
  wish.most_bytes = 1'000;
  PartKeeper keeper;
  wish.receiver = &keeper;

  const auto response = fetch(std::move(wish));

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::too_long);
  EXPECT_TRUE(keeper.offsets.empty());
}

TEST_F(ClientLimits, ABodyOfExactlyTheBudgetIsFine) {
  for (const auto framing : {Answer::Framing::length, Answer::Framing::chunked}) {
    upstream.offer("/fits", std::string(1'000, 'x')).always([&](Answer& answer) {
      answer.framing = framing;
    });
    auto wish = request_for("/fits");
    wish.most_bytes = 1'000;

    const auto response = fetch(std::move(wish));

    ASSERT_TRUE(response) << response.error().words();
    EXPECT_EQ(text.text.size(), 1'000u);
  }
}

TEST_F(ClientLimits, ALengthThatIsTooSmallShowsInWhatWasReceived) {
  upstream.offer("/lie", "0123456789").always([](Answer& answer) { answer.claimed_length = 4; });

  const auto response = fetch("/lie");

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(text.text, "0123");
  EXPECT_EQ(response->received, 4u);
}

TEST_F(ClientLimits, ALengthThatIsTooLargeIsABrokenConnection) {
  settings.retry.attempts = 2;
  upstream.offer("/lie", "0123456789").always([](Answer& answer) { answer.claimed_length = 99; });

  const auto response = fetch("/lie");

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::unavailable);
  EXPECT_NE(response.error().words().find("89 bytes remaining"), std::string::npos)
      << response.error().words();
  EXPECT_EQ(upstream.seen("/lie").size(), 2u);
}

TEST_F(ClientLimits, AServerThatSaysNothingIsGivenUp) {
  settings.stall_timeout = 1s;
  settings.retry.attempts = 1;
  upstream.offer("/hang", "").then_hang();
  const auto begun = steady_clock::now();

  const auto response = fetch("/hang");

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::unavailable);
  EXPECT_LT(steady_clock::now() - begun, 4s);
}

TEST_F(ClientLimits, DripsAboveTheStallFloorStillMeetTheDeadline) {
  settings.stall_timeout = 1s;
  settings.stall_bytes = 1;
  settings.slowest = 1'000;
  settings.retry.attempts = 1;
  upstream.offer("/drip", std::string(1'000, 'x')).always([](Answer& answer) {
    answer.drip_bytes = 2;
    answer.drip_pause = 20ms;
  });
  const auto begun = steady_clock::now();

  const auto response = fetch("/drip");

  ASSERT_FALSE(response);
  EXPECT_NE(response.error().words().find("it was too slow: "), std::string::npos)
      << response.error().words();
  EXPECT_LT(steady_clock::now() - begun, 4s);
}

TEST_F(ClientLimits, ALargeFileHasTheTimeItsSizeNeeds) {
  settings.stall_timeout = 1s;
  settings.stall_bytes = 1;
  settings.slowest = 100;
  upstream.offer("/drip", std::string(1'000, 'x')).always([](Answer& answer) {
    answer.drip_bytes = 20;
    answer.drip_pause = 40ms;
  });
  auto wish = request_for("/drip");
  wish.expected_size = 1'000;

  const auto response = fetch(std::move(wish));

  ASSERT_TRUE(response) << response.error().words();
}

TEST_F(ClientLimits, AllTransfersTogetherStayBelowTheCeiling) {
  settings.rate = 2'000'000;
  auto client = *net::Client::open(settings, {});
  PartKeeper keepers[8];
  for (int i = 0; i < 8; ++i) {
    const auto path = cat("/", i);
    upstream.offer(path, std::string(250'000, static_cast<char>('a' + i)));
    auto wish = request_for(path);
    wish.receiver = &keepers[i];
    client.start(std::move(wish), [](auto response) { ASSERT_TRUE(response); });
  }
  const auto begun = steady_clock::now();

  ASSERT_TRUE(client.run());

  const auto took = steady_clock::now() - begun;
  EXPECT_GE(took, 850ms);
  EXPECT_LT(took, 2'000ms);
  for (int i = 0; i < 8; ++i)
    EXPECT_EQ(keepers[i].bytes, std::string(250'000, static_cast<char>('a' + i)));
}

TEST_F(ClientLimits, ManySmallFilesStayBelowTheCeilingToo) {
  settings.rate = 1'000'000;
  upstream.handle("/", [](const SeenRequest&) { return Answer{.body = std::string(1'000, 'x')}; });
  auto client = *net::Client::open(settings, {});
  for (int i = 0; i < 600; ++i) client.start(request_for(cat("/", i)), [](auto) {});
  const auto begun = steady_clock::now();

  ASSERT_TRUE(client.run());

  const auto took = steady_clock::now() - begun;
  EXPECT_GE(took, 400ms);
  EXPECT_LT(took, 1'500ms);
}

TEST_F(ClientLimits, TheCeilingIsNotMistakenForASlowServer) {
  settings.rate = 100'000;
  settings.stall_timeout = 1s;
  settings.slowest = 1'000'000;
  settings.retry.attempts = 1;
  upstream.offer("/a", std::string(250'000, 'x'));

  const auto response = fetch("/a");

  ASSERT_TRUE(response) << response.error().words();
}

TEST_F(ClientLimits, APageOfAnErrorIsReadOnlySoFar) {
  upstream.offer("/a", "").always(
      [](Answer& answer) { answer = {.status = 404, .body = std::string(20'000'000, 'x')}; });

  const auto response = fetch("/a");

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(response->head.status, 404);
  EXPECT_EQ(response->received, 0u);
}

}  // namespace

}  // namespace adder::testing
