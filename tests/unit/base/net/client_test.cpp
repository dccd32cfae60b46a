#include "base/net/client.h"

#include "base/core/text.h"
#include "tests/unit/base/net/client_fixture.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace adder::testing {

namespace {

using namespace std::chrono_literals;

class Client : public ClientTest {};

TEST_F(Client, BringsABodyAndWhatTheServerSaidOfIt) {
  upstream.offer("/simple/demo/", "{}",
                 {{"ETag", "\"v1\""},
                  {"Content-Type", "application/vnd.pypi.simple.v1+json"},
                  {"Last-Modified", "Fri, 20 Nov 2026 13:12:00 GMT"},
                  {"X-PyPI-Last-Serial", "42"}});

  const auto response = fetch("/simple/demo/?x=1");

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(response->head.status, 200);
  EXPECT_EQ(response->head.url, upstream.url("/simple/demo/"));
  EXPECT_EQ(response->head.etag, "\"v1\"");
  EXPECT_EQ(response->head.content_type, "application/vnd.pypi.simple.v1+json");
  EXPECT_EQ(response->head.last_modified, "Fri, 20 Nov 2026 13:12:00 GMT");
  EXPECT_EQ(response->head.serial, 42u);
  EXPECT_EQ(response->head.total_size, 2u);
  EXPECT_EQ(response->received, 2u);
  EXPECT_EQ(text.text, "{}");
}

TEST_F(Client, BeginsAnEmptyBodyToo) {
  upstream.offer("/empty", "");
  PartKeeper keeper;
  auto empty = request_for("/empty");
  empty.receiver = &keeper;

  const auto response = fetch(std::move(empty));

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(keeper.offsets, std::vector<std::uint64_t>{0});
}

TEST_F(Client, SaysWhoItIsAndWhatItWants) {
  settings.contact = "admin@example.org";
  upstream.offer("/a", "x");
  auto wish = request_for("/a");
  wish.accept = "application/json";
  wish.bypass_caches = true;

  ASSERT_TRUE(fetch(std::move(wish)));

  const auto seen = upstream.seen("/a").at(0);
  EXPECT_EQ(seen.header("User-Agent"), "adder/0.1.0 (admin@example.org)");
  EXPECT_EQ(seen.header("Accept"), "application/json");
  EXPECT_EQ(seen.header("Accept-Encoding"), "identity");
  EXPECT_EQ(seen.header("Cache-Control"), "no-cache");
}

TEST_F(Client, AnswersOtherThanSuccessAreAnswersToo) {
  for (const int status : {400, 401, 403, 404, 410, 451}) {
    upstream.offer("/no", "").then_fail(status);
    const auto response = fetch("/no");
    ASSERT_TRUE(response) << response.error().words();
    EXPECT_EQ(response->head.status, status);
    EXPECT_EQ(text.text, "") << "the page of an error is not the body that was asked for";
  }
  EXPECT_EQ(upstream.seen("/no").size(), 6u) << "no 4xx is asked again";
}

TEST_F(Client, AConditionalRequestCostsNoBody) {
  upstream.offer("/a", "text", {{"ETag", "W/\"v1\""}});
  upstream.offer("/b", "text", {{"ETag", ""}, {"Last-Modified", "Fri, 20 Nov 2026 13:12:00 GMT"}});
  auto by_tag = request_for("/a");
  by_tag.if_none_match = "W/\"v1\"";
  auto by_date = request_for("/b");
  by_date.if_modified_since = "Fri, 20 Nov 2026 13:12:00 GMT";

  const auto first = fetch(std::move(by_tag));
  const auto second = fetch(std::move(by_date));

  ASSERT_TRUE(first) << first.error().words();
  EXPECT_EQ(first->head.status, 304);
  EXPECT_EQ(second->head.status, 304);
  EXPECT_EQ(text.text, "");
}

TEST_F(Client, AValidatorThatCouldEndAHeaderLineIsNotSent) {
  upstream.offer("/a", "x");
  auto evil = request_for("/a");
  evil.if_none_match = "\"a\"\r\nX-Evil: 1";
  evil.if_modified_since = "today\r\nX-Evil: 1";

  ASSERT_TRUE(fetch(std::move(evil)));

  EXPECT_EQ(upstream.seen("/a").at(0).header("X-Evil"), "");
}

TEST_F(Client, UsesOneConnectionAgainAndAgain) {
  settings.connections = 1;
  auto client = *net::Client::open(settings, {});
  for (int i = 0; i < 20; ++i) {
    const auto path = cat("/file/", i);
    upstream.offer(path, "x");
    client.start(request_for(path), [](auto response) { ASSERT_TRUE(response); });
  }

  ASSERT_TRUE(client.run());

  EXPECT_EQ(upstream.seen().size(), 20u);
  EXPECT_EQ(upstream.connections(), 1);
}

TEST_F(Client, KeepsToItsLimitOfTransfersAtOnce) {
  settings.connections = 3;
  upstream.handle("/", [](const SeenRequest&) { return Answer{.delay = 5ms}; });
  auto client = *net::Client::open(settings, {});
  for (int i = 0; i < 12; ++i) client.start(request_for(cat("/", i)), [](auto) {});

  ASSERT_TRUE(client.run());

  EXPECT_EQ(upstream.seen().size(), 12u);
  EXPECT_EQ(upstream.most_at_once(), 3);
}

TEST_F(Client, KeepsToItsLimitForEachHost) {
  LoopbackServer other("127.0.0.2");
  scope->hosts = {"127.0.0.2"};
  settings.connections = 8;
  settings.per_host = 2;
  for (auto* const server : {&upstream, &other})
    server->handle("/", [](const SeenRequest&) { return Answer{.delay = 5ms}; });
  auto client = *net::Client::open(settings, {});
  for (int i = 0; i < 8; ++i) {
    client.start(request_for(cat("/", i)), [](auto) {});
    client.start(request(other.url(cat("/", i))), [](auto) {});
  }

  ASSERT_TRUE(client.run());

  EXPECT_EQ(upstream.most_at_once(), 2);
  EXPECT_EQ(other.most_at_once(), 2);
}

TEST_F(Client, ADoneCallMayStartTheNextRequest) {
  for (int i = 0; i < 5; ++i) upstream.offer(cat("/", i), "x");
  auto client = *net::Client::open(settings, {});
  int next = 0;
  const std::function<void(Result<net::Response>)> go_on = [&](auto response) {
    ASSERT_TRUE(response) << response.error().words();
    if (++next < 5) client.start(request_for(cat("/", next)), go_on);
  };
  client.start(request_for("/0"), go_on);

  ASSERT_TRUE(client.run());

  EXPECT_EQ(upstream.seen().size(), 5u);
  EXPECT_EQ(client.under_way(), 0u);
}

TEST_F(Client, RunForReturnsBeforeTheEndAndGoesOnLater) {
  upstream.offer("/slow", "x").always([](Answer& answer) { answer.delay = 60ms; });
  auto client = *net::Client::open(settings, {});
  bool done = false;
  client.start(request_for("/slow"), [&](auto response) { done = static_cast<bool>(response); });

  ASSERT_TRUE(client.run_for(10ms));
  EXPECT_FALSE(done);
  EXPECT_EQ(client.under_way(), 1u);

  ASSERT_TRUE(client.run());
  EXPECT_TRUE(done);
}

TEST_F(Client, StoppingIsQuickAndEveryRequestHearsOfIt) {
  settings.connections = 2;
  upstream.handle("/", [](const SeenRequest&) { return Answer{.hang = true}; });
  auto client = *net::Client::open(settings, stop.get_token());
  int told = 0;
  for (int i = 0; i < 5; ++i) {
    client.start(request_for(cat("/", i)), [&](auto response) {
      ASSERT_FALSE(response);
      EXPECT_EQ(response.error().kind(), Error::Kind::cancelled);
      ++told;
    });
  }
  std::thread user([&] {
    std::this_thread::sleep_for(20ms);
    stop.request_stop();
  });
  const auto begun = std::chrono::steady_clock::now();

  const auto ran = client.run();

  user.join();
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().kind(), Error::Kind::cancelled);
  EXPECT_EQ(told, 5);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 400ms);
}

TEST_F(Client, AReceiversErrorEndsTheRequestAsItIs) {
  class FullDisk final : public net::Receiver {
    Result<void> begin(const net::Head&, std::uint64_t) override { return {}; }
    Result<void> write(std::span<const std::byte>) override {
      return Error(Error::Kind::io, "cannot write 'x': No space left on device");
    }
  };
  FullDisk disk;
  upstream.offer("/a", "x");
  auto wish = request_for("/a");
  wish.receiver = &disk;

  const auto response = fetch(std::move(wish));

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().words(), "cannot write 'x': No space left on device");
  EXPECT_EQ(upstream.seen("/a").size(), 1u);
}

TEST_F(Client, SerialOrderIsOneAtATimeAsStartedWhateverFails) {
  ::setenv("ADDER_TEST_SERIAL", "1", 1);
  auto client = *net::Client::open(settings, {});
  ::unsetenv("ADDER_TEST_SERIAL");
  for (int i = 0; i < 4; ++i) upstream.offer(cat("/", i), "x").then_fail(500);
  for (int i = 0; i < 4; ++i) client.start(request_for(cat("/", i)), [](auto) {});

  ASSERT_TRUE(client.run());

  std::string order;
  for (const auto& seen : upstream.seen()) order += seen.path;
  EXPECT_EQ(order, "/0/0/1/1/2/2/3/3");
  EXPECT_EQ(upstream.most_at_once(), 1);
}

TEST_F(Client, WrongSettingsAreSaidByTheirNames) {
  settings.ca_file = "/nowhere/ca.pem";
  EXPECT_EQ(net::Client::open(settings, {}).error().words(),
            "ca_file '/nowhere/ca.pem': cannot be read");
  settings = {};
  settings.contact = "a\r\nX-Evil: 1";
  EXPECT_EQ(net::Client::open(settings, {}).error().words(), "contact: expected one line of text");
  settings = {};
  settings.proxy = "ftp://user:secret@proxy";
  EXPECT_EQ(net::Client::open(settings, {}).error().words(),
            "proxy 'ftp://***@proxy': expected http, https, socks4, socks4a, socks5 or socks5h");
}

}  // namespace

}  // namespace adder::testing
