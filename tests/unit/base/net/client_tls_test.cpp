#include "base/core/text.h"
#include "tests/support/tls_front.h"
#include "tests/support/tunnel_proxy.h"
#include "tests/unit/base/net/client_fixture.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

class ClientTls : public ClientTest {
 protected:
  void SetUp() override {
    const auto absent = TlsFront::absent();
    if (!absent.empty()) GTEST_SKIP() << absent;
    front = std::make_unique<TlsFront>(upstream.port());
    ASSERT_TRUE(front->answers()) << "nginx does not start";
    settings.ca_file = front->authority();
    scope->upstreams = {front->url("/simple/")};
  }

  std::unique_ptr<TlsFront> front;
};

TEST_F(ClientTls, Http2IsUsedWhereItIsOffered) {
  upstream.offer("/a", "x");

  const auto response = fetch(request(front->url("/a")));

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(text.text, "x");
  EXPECT_EQ(upstream.seen("/a").at(0).header("X-Protocol"), "HTTP/2.0");
}

TEST_F(ClientTls, ManyTransfersShareOneHttp2Connection) {
  auto client = *net::Client::open(settings, {});
  for (int i = 0; i < 40; ++i) {
    const auto path = cat("/", i);
    upstream.offer(path, std::string(10'000, 'x'));
    client.start(request(front->url(path)),
                 [](auto response) { ASSERT_TRUE(response) << response.error().words(); });
  }

  ASSERT_TRUE(client.run());

  std::set<std::string> connections;
  for (const auto& seen : upstream.seen()) connections.insert(seen.header("X-Connection"));
  EXPECT_EQ(connections.size(), 1u);
}

TEST_F(ClientTls, ABodyThatIsTooLongEndsOnlyItsOwnStream) {
  upstream.offer("/long", std::string(3'000'000, 'x')).always([](Answer& answer) {
    answer.framing = Answer::Framing::chunked;
  });
  upstream.offer("/good", std::string(100'000, 'y'));
  PartKeeper keeper;
  auto bad = request(front->url("/long"));
  bad.most_bytes = 1'000;
  auto good = request(front->url("/good"));
  good.receiver = &keeper;
  auto client = *net::Client::open(settings, {});
  client.start(std::move(bad), [](auto response) {
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind(), Error::Kind::too_long);
  });
  client.start(std::move(good), [](auto response) { ASSERT_TRUE(response); });

  ASSERT_TRUE(client.run());

  EXPECT_EQ(keeper.bytes.size(), 100'000u);
}

TEST_F(ClientTls, ABrokenStreamGoesOnWhereItBroke) {
  const std::string content(100'000, 'x');
  upstream.offer("/file", content, {{"ETag", "\"v1\""}}).then_break_after(60'000);
  PartKeeper keeper;
  auto file = request(front->url("/file"));
  file.receiver = &keeper;

  const auto response = fetch(std::move(file));

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(keeper.bytes, content);
  EXPECT_EQ(upstream.seen("/file").at(1).if_range, "\"v1\"");
}

TEST_F(ClientTls, TheCeilingHoldsForStreamsOfOneConnection) {
  settings.rate = 2'000'000;
  auto client = *net::Client::open(settings, {});
  PartKeeper keepers[4];
  for (int i = 0; i < 4; ++i) {
    const auto path = cat("/", i);
    upstream.offer(path, std::string(250'000, static_cast<char>('a' + i)));
    auto wish = request(front->url(path));
    wish.receiver = &keepers[i];
    client.start(std::move(wish), [](auto response) { ASSERT_TRUE(response); });
  }
  const auto begun = std::chrono::steady_clock::now();

  ASSERT_TRUE(client.run());

  EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(350));
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(keepers[i].bytes, std::string(250'000, static_cast<char>('a' + i)));
}

TEST_F(ClientTls, AnUnknownAuthorityIsNotTrustedAndNotAskedTwice) {
  settings.ca_file.clear();
  settings.retry.first_pause = std::chrono::seconds(30);
  upstream.offer("/a", "x");

  const auto response = fetch(request(front->url("/a?secret")));

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::unavailable);
  EXPECT_TRUE(response.error().words().starts_with(
      cat(front->url("/a"), ": the server's certificate is not trusted\n  ")))
      << response.error().words();
  EXPECT_EQ(response.error().hint(),
            "if its authority is your own, name it with 'ca_file' in [network]");
  EXPECT_TRUE(upstream.seen().empty());
}

TEST_F(ClientTls, ACertificateForAnotherNameIsNotTrusted) {
  const TunnelProxy proxy(front->port());
  settings.proxy = cat("http://127.0.0.1:", proxy.port());
  scope->upstreams = {"https://pypi.example.org/"};

  const auto response = fetch(request("https://pypi.example.org/a"));

  ASSERT_FALSE(response);
  EXPECT_NE(response.error().words().find("the server's certificate is not trusted"),
            std::string::npos)
      << response.error().words();
  EXPECT_TRUE(upstream.seen().empty());
}

TEST_F(ClientTls, OurOwnCertificateIsShownToWhoAsks) {
  settings.client_certificate = front->certificate();
  settings.client_key = front->key();
  upstream.offer("/a", "x");

  const auto response = fetch(request(front->url("/a")));

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(upstream.seen("/a").at(0).header("X-Client"), "CN=localhost");
}

TEST_F(ClientTls, ARedirectDownToHttpIsNotFollowed) {
  upstream.offer("/a", "").then_redirect(upstream.url("/b?secret"), Offer::kAlways);
  upstream.offer("/b", "x");

  const auto response = fetch(request(front->url("/a")));

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::blocked);
  EXPECT_EQ(response.error().words(), cat(front->url("/a"),
                                          ": redirected from https down to http\n"
                                          "  to ",
                                          upstream.url("/b")));
  EXPECT_TRUE(upstream.seen("/b").empty());
}

TEST_F(ClientTls, HttpsGoesThroughAProxysTunnelAndTheProxyHearsNoSecret) {
  const TunnelProxy proxy(front->port());
  settings.proxy = cat("http://user:word@127.0.0.1:", proxy.port());
  scope->upstreams = {"https://localhost/simple/"};
  scope->token = "secret-token";
  upstream.offer("/simple/a/", "x");

  const auto response = fetch(request("https://localhost/simple/a/"));

  ASSERT_TRUE(response) << response.error().words();
  ASSERT_EQ(proxy.asked().size(), 1u);
  const auto head = proxy.asked().at(0);
  EXPECT_TRUE(head.starts_with("CONNECT localhost:443 HTTP/1.1\r\n")) << head;
  EXPECT_NE(head.find("Proxy-Authorization: Basic "), head.npos);
  EXPECT_EQ(head.find("secret"), head.npos);
  EXPECT_EQ(upstream.seen("/simple/a/").at(0).header("Authorization"), "Bearer secret-token");
  EXPECT_EQ(upstream.seen("/simple/a/").at(0).header("Proxy-Authorization"), "");
}

}  // namespace

}  // namespace adder::testing
