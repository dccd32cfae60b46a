#include "base/core/text.h"
#include "tests/unit/base/net/client_fixture.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <string>

namespace adder::testing {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

class ClientRetry : public ClientTest {};

std::string http_date(std::time_t time) {
  char text[40];
  std::tm parts = {};
  ::gmtime_r(&time, &parts);
  std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return text;
}

TEST_F(ClientRetry, AsksAgainWhenAServerIsInTrouble) {
  for (const int status : {408, 429, 500, 502, 503, 504, 520}) {
    upstream.offer("/a", "text").then_fail(status, 2);
    upstream.forget_seen();

    const auto response = fetch("/a");

    ASSERT_TRUE(response) << response.error().words();
    EXPECT_EQ(text.text, "text");
    EXPECT_EQ(upstream.seen("/a").size(), 3u) << status;
  }
}

TEST_F(ClientRetry, GivesUpInTheEndAndSaysWhy) {
  settings.retry.attempts = 3;
  upstream.offer("/a", "text").then_fail(503, Offer::kAlways);

  const auto response = fetch("/a?token=secret");

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::unavailable);
  EXPECT_EQ(response.error().words(),
            upstream.url("/a") +
                ": cannot be fetched\n"
                "  tried 3 times, at last: it answered 503 (service unavailable)");
  EXPECT_EQ(upstream.seen("/a").size(), 3u);
}

TEST_F(ClientRetry, AServerThatIsNotThereIsSaidToBeSo) {
  settings.retry.attempts = 2;
  const auto url = [] {
    return LoopbackServer().url("/a");
  }();
  scope->upstreams = {url};

  const auto response = fetch(request(url));

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::unavailable);
  EXPECT_TRUE(response.error().words().starts_with(
      url + ": cannot be fetched\n  tried 2 times, at last: failed to connect to 127.0.0.1"))
      << response.error().words();
}

TEST_F(ClientRetry, ABrokenConnectionIsTriedAgain) {
  upstream.offer("/a", "0123456789").then_break_after(0).then_break_after(4);

  const auto response = fetch("/a");

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(text.text, "0123456789");
  EXPECT_EQ(upstream.seen("/a").size(), 3u);
}

TEST_F(ClientRetry, PausesGrow) {
  settings.retry.first_pause = 20ms;
  upstream.offer("/a", "text").then_fail(500, 3);

  ASSERT_TRUE(fetch("/a"));

  const auto seen = upstream.seen("/a");
  EXPECT_GE(seen[1].when - seen[0].when, 10ms);
  EXPECT_GE(seen[2].when - seen[1].when, 20ms);
  EXPECT_GE(seen[3].when - seen[2].when, 40ms);
}

TEST_F(ClientRetry, TheTestVariableScalesTheFirstPauseDown) {
  settings.retry.first_pause = 10'000ms;
  upstream.offer("/a", "text").then_fail(500);
  ::setenv("ADDER_TEST_RETRY_PAUSE_MS", "1", 1);
  const auto begun = steady_clock::now();

  ASSERT_TRUE(fetch("/a"));

  ::unsetenv("ADDER_TEST_RETRY_PAUSE_MS");
  EXPECT_LT(steady_clock::now() - begun, 1s);
}

TEST_F(ClientRetry, RetryAfterInSecondsIsObeyed) {
  upstream.offer("/a", "text").then_fail(503, 1, {{"Retry-After", "1"}});

  ASSERT_TRUE(fetch("/a"));

  const auto seen = upstream.seen("/a");
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_GE(seen[1].when - seen[0].when, 1s);
}

TEST_F(ClientRetry, RetryAfterAsADateIsObeyed) {
  const auto soon = http_date(std::time(nullptr) + 2);
  upstream.offer("/a", "text").then_fail(429, 1, {{"Retry-After", soon}});

  ASSERT_TRUE(fetch("/a"));

  const auto seen = upstream.seen("/a");
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_GE(seen[1].when - seen[0].when, 900ms);
}

TEST_F(ClientRetry, AServerThatWantsAYearOfPatienceIsNotWaitedForNorAskedSooner) {
  upstream.offer("/a", "text").then_fail(429, Offer::kAlways, {{"Retry-After", "31536000"}});
  const auto begun = steady_clock::now();

  const auto response = fetch("/a");

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::unavailable);
  EXPECT_NE(response.error().words().find(
                "it answered 429 (too many requests) and asked us to come back in 365d"),
            std::string::npos)
      << response.error().words();
  EXPECT_EQ(response.error().hint(), "run the same command again then");
  EXPECT_EQ(upstream.seen("/a").size(), 1u);
  EXPECT_LT(steady_clock::now() - begun, 1s);
}

TEST_F(ClientRetry, TooManyRequestsRestsTheWholeHost) {
  upstream.offer("/first", "x").then_fail(429, 1, {{"Retry-After", "1"}});
  upstream.offer("/second", "x");
  settings.connections = 1;
  auto client = *net::Client::open(settings, {});
  client.start(request_for("/first"), [](auto response) { EXPECT_TRUE(response); });
  client.start(request_for("/second"), [](auto response) { EXPECT_TRUE(response); });

  ASSERT_TRUE(client.run());

  const auto refused = upstream.seen("/first").at(0).when;
  EXPECT_GE(upstream.seen("/first").at(1).when - refused, 1s);
  EXPECT_GE(upstream.seen("/second").at(0).when - refused, 1s);
}

TEST_F(ClientRetry, OneFilesTroubleDoesNotHoldUpTheOthers) {
  upstream.offer("/bad", "x").then_fail(503, 1, {{"Retry-After", "1"}});
  settings.connections = 1;
  auto client = *net::Client::open(settings, {});
  client.start(request_for("/bad"), [](auto response) { EXPECT_TRUE(response); });
  for (int i = 0; i < 5; ++i) {
    upstream.offer(cat("/", i), "x");
    client.start(request_for(cat("/", i)), [](auto response) { EXPECT_TRUE(response); });
  }

  ASSERT_TRUE(client.run());

  const auto seen = upstream.seen();
  EXPECT_EQ(seen.back().path, "/bad");
  EXPECT_LT(seen[5].when - seen[0].when, 500ms);
}

TEST_F(ClientRetry, AHostThatRefusesEverythingForLongIsLeftAlone) {
  upstream.handle("/", [](const SeenRequest&) {
    return Answer{.status = 429, .headers = {{"Retry-After", "3600"}}};
  });
  settings.connections = 1;
  auto client = *net::Client::open(settings, {});
  int failed = 0;
  for (int i = 0; i < 50; ++i) {
    client.start(request_for(cat("/", i)), [&](auto response) {
      ASSERT_FALSE(response);
      EXPECT_EQ(response.error().kind(), Error::Kind::unavailable);
      ++failed;
    });
  }

  ASSERT_TRUE(client.run());

  EXPECT_EQ(failed, 50);
  EXPECT_EQ(upstream.seen().size(), 3u);
}

}  // namespace

}  // namespace adder::testing
