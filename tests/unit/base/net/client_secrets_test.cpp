#include "base/core/text.h"
#include "tests/support/temp_folder.h"
#include "tests/support/tunnel_proxy.h"
#include "tests/unit/base/net/client_fixture.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

// user:secret, as HTTP writes it.
constexpr auto kBasic = "Basic dXNlcjpzZWNyZXQ=";

class ClientSecrets : public ClientTest {
 protected:
  void log_in(const std::string& user_info) {
    scope->upstreams = {cat("http://", user_info, "@127.0.0.1:", upstream.port(), "/simple/")};
  }
  std::string told(const LoopbackServer& server, const std::string& path) {
    return server.seen(path).at(0).header("Authorization");
  }
};

TEST_F(ClientSecrets, ThePasswordOfTheUpstreamsUrlGoesToTheUpstream) {
  log_in("us%65r:s%65cret");
  upstream.offer("/simple/a/", "x");

  ASSERT_TRUE(fetch("/simple/a/"));

  EXPECT_EQ(told(upstream, "/simple/a/"), kBasic);
}

TEST_F(ClientSecrets, ATokenIsABearerToken) {
  scope->token = "secret-token\n";
  upstream.offer("/simple/a/", "x");

  ASSERT_TRUE(fetch("/simple/a/"));

  EXPECT_EQ(told(upstream, "/simple/a/"), "Bearer secret-token");
}

TEST_F(ClientSecrets, NeitherGoesToAnotherPortOrHost) {
  LoopbackServer other_port;
  LoopbackServer other_host("127.0.0.2");
  other_port.offer("/b", "").then_redirect(other_host.url("/c"), Offer::kAlways);
  other_host.offer("/c", "").then_redirect(upstream.url("/d"), Offer::kAlways);
  upstream.offer("/a", "").then_redirect(other_port.url("/b"), Offer::kAlways);
  upstream.offer("/d", "x");
  scope->hosts = {"127.0.0.2"};
  for (const bool by_token : {false, true}) {
    if (by_token) scope->token = "secret-token";
    if (!by_token) log_in("user:secret");
    upstream.forget_seen();
    other_port.forget_seen();
    other_host.forget_seen();

    const auto response = fetch("/a");

    ASSERT_TRUE(response) << response.error().words();
    EXPECT_NE(told(upstream, "/a"), "");
    EXPECT_EQ(told(other_port, "/b"), "");
    EXPECT_EQ(told(other_host, "/c"), "");
    EXPECT_NE(told(upstream, "/d"), "") << "back at home they are known again";
  }
}

TEST_F(ClientSecrets, ASeatThatWasUsedWithAPasswordForgetsIt) {
  log_in("user:secret");
  auto stranger = std::make_shared<net::Scope>();
  stranger->upstreams = {upstream.url("/")};
  upstream.offer("/mine", "x");
  upstream.offer("/his", "x");
  auto his = request_for("/his");
  his.scope = stranger;
  settings.connections = 1;
  auto client = *net::Client::open(settings, {});
  client.start(request_for("/mine"), [](auto response) { ASSERT_TRUE(response); });
  client.start(std::move(his), [](auto response) { ASSERT_TRUE(response); });

  ASSERT_TRUE(client.run());

  EXPECT_EQ(told(upstream, "/mine"), kBasic);
  EXPECT_EQ(told(upstream, "/his"), "");
}

TEST_F(ClientSecrets, CredentialsInAStrangersUrlAreNotUsed) {
  upstream.offer("/a", "x");

  ASSERT_TRUE(fetch(request(cat("http://user:secret@127.0.0.1:", upstream.port(), "/a"))));

  EXPECT_EQ(told(upstream, "/a"), "");
}

TEST_F(ClientSecrets, NetrcIsReadForTheUpstreamOnlyAndOnlyIfWanted) {
  const TempFolder home;
  home.write(".netrc", "machine 127.0.0.1 login user password secret\n");
  const std::string home_before = std::getenv("HOME") != nullptr ? std::getenv("HOME") : "";
  ::setenv("HOME", home.path().c_str(), 1);
  LoopbackServer other_port;
  other_port.offer("/b", "x");
  upstream.offer("/a", "").then_redirect(other_port.url("/b"), Offer::kAlways);
  upstream.offer("/unasked", "x");

  ASSERT_TRUE(fetch("/unasked"));
  settings.netrc = true;
  ASSERT_TRUE(fetch("/a"));

  ::setenv("HOME", home_before.c_str(), 1);
  EXPECT_EQ(told(upstream, "/unasked"), "");
  EXPECT_EQ(told(upstream, "/a"), kBasic);
  EXPECT_EQ(told(other_port, "/b"), "");
}

TEST_F(ClientSecrets, AProxysPasswordGoesToTheProxy) {
  settings.proxy = cat("http://user:secret@127.0.0.1:", upstream.port());
  scope->upstreams = {"http://pypi.example.org/simple/"};
  scope->token = "secret-token";
  upstream.handle("http://", [](const SeenRequest&) { return Answer{.body = "by proxy"}; });

  const auto response = fetch(request("http://pypi.example.org/simple/a/"));

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(text.text, "by proxy");
  const auto seen = upstream.seen("http://pypi.example.org/simple/a/").at(0);
  EXPECT_EQ(seen.header("Proxy-Authorization"), kBasic);
  EXPECT_EQ(seen.header("Authorization"), "Bearer secret-token");
}

TEST_F(ClientSecrets, ASocksProxyCarriesNamesToTheirHost) {
  const TunnelProxy proxy(upstream.port());
  settings.proxy = cat("socks5h://127.0.0.1:", proxy.port());
  scope->upstreams = {"http://pypi.example.org/simple/"};
  upstream.offer("/simple/a/", "x");

  const auto response = fetch(request("http://pypi.example.org/simple/a/"));

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(text.text, "x");
  EXPECT_EQ(proxy.asked(), std::vector<std::string>{"socks5 pypi.example.org:80"});
}

// Every way to fail that has words of ours, with a secret wherever one can stand.
TEST_F(ClientSecrets, NoMessageHoldsASecret) {
  const auto query = std::string("?token=secret&X-Amz-Signature=secret");
  settings.retry.attempts = 2;
  scope->token = "secret";
  log_in("user:secret");
  const auto gone = [] {
    return LoopbackServer().port();
  }();
  const auto at = [&](std::string_view path) {
    return cat("http://user:secret@127.0.0.1:", upstream.port(), path, query);
  };
  upstream.offer("/503", "").then_fail(503, Offer::kAlways);
  upstream.offer("/wait", "").then_fail(429, Offer::kAlways, {{"Retry-After", "99999"}});
  upstream.offer("/broken", "0123456789").then_break_after(3, Offer::kAlways);
  upstream.offer("/loop", "").then_redirect("/loop" + query, Offer::kAlways);
  upstream.offer("/away", "").then_redirect("http://u:secret@127.0.0.2/x" + query, Offer::kAlways);
  upstream.offer("/file", "").then_redirect("file:///x" + query, Offer::kAlways);
  upstream.offer("/odd", "").then_redirect("ftp://u:secret@h/x" + query, Offer::kAlways);
  upstream.offer("/lost", "").then_redirect("", Offer::kAlways);
  upstream.offer("/long", std::string(100, 'x'));
  upstream.offer("/packed", "rubbish", {{"Content-Encoding", "gzip"}});
  upstream.offer("/odd-packed", "rubbish", {{"Content-Encoding", "x" + query}});
  std::vector<std::string> urls = {
      cat("http://user:secret@127.0.0.1:", gone, "/t/secret/x", query),
      cat("http://user:secret@127.0.0.2/x", query),
      cat("http://user:secret@no-such-host.invalid/x", query),
      "http://user:secret@bad host/",
      "ftp://user:secret@host/",
      "user:secret@host/?secret",
  };
  for (const auto* const path : {"/503", "/wait", "/broken", "/loop", "/away", "/file", "/odd",
                                 "/lost", "/long", "/packed", "/odd-packed"}) {
    urls.push_back(at(path));
  }
  for (const auto& url : urls) {
    auto wish = request(url);
    wish.most_bytes = 50;
    if (url.find("packed") != url.npos) wish.encoding = net::Request::Encoding::compressed;

    const auto response = fetch(std::move(wish));

    ASSERT_FALSE(response) << url;
    EXPECT_EQ(response.error().words().find("secret"), std::string::npos)
        << response.error().words();
    EXPECT_EQ(response.error().hint().find("secret"), std::string::npos) << response.error().hint();
  }
}

TEST_F(ClientSecrets, NoMessageHoldsAProxysSecret) {
  settings.retry.attempts = 1;
  scope->upstreams = {"http://pypi.example.org/"};
  const auto gone = [] {
    return LoopbackServer().port();
  }();
  upstream.handle("http://", [](const SeenRequest&) { return Answer{.status = 502}; });
  for (const auto& proxy :
       {cat("http://user:secret@127.0.0.1:", gone), cat("socks5h://user:secret@127.0.0.1:", gone),
        cat("http://user:secret@127.0.0.1:", upstream.port()),
        std::string("http://user:secret@no-such-proxy.invalid:3128")}) {
    settings.proxy = proxy;

    const auto response = fetch(request("http://pypi.example.org/a"));

    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().words().find("secret"), std::string::npos)
        << response.error().words();
  }
}

}  // namespace

}  // namespace adder::testing
