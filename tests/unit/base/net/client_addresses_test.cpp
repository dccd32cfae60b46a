#include "base/core/text.h"
#include "tests/unit/base/net/client_fixture.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

// The upstream is 127.0.0.1; 127.0.0.2 plays the machine of somebody else on the same network.
class ClientAddresses : public ClientTest {
 protected:
  ClientAddresses() { other.offer("/b", "b"); }

  net::Request index(const std::string& url) {
    auto wish = request(url);
    wish.trust = net::Request::Trust::index;
    return wish;
  }
  void expect_blocked(const Result<net::Response>& response, std::string_view why) {
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind(), Error::Kind::blocked) << response.error().words();
    EXPECT_NE(response.error().words().find(why), std::string::npos) << response.error().words();
  }

  LoopbackServer other{"127.0.0.2"};
};

TEST_F(ClientAddresses, RedirectsAreFollowedToTheEnd) {
  upstream.offer("/1", "").then_redirect("/2?x=1", Offer::kAlways);
  upstream.offer("/2", "").then_redirect("sub/3", Offer::kAlways);
  upstream.offer("/sub/3", "here");

  const auto response = fetch("/1");

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(text.text, "here");
  EXPECT_EQ(response->head.url, upstream.url("/sub/3"));
  EXPECT_EQ(upstream.seen("/2").at(0).target, "/2?x=1");
}

TEST_F(ClientAddresses, FiveRedirectsAreEnough) {
  for (int i = 1; i <= 6; ++i)
    upstream.offer(cat("/", i), "").then_redirect(cat("/", i - 1), Offer::kAlways);
  upstream.offer("/0", "here");

  EXPECT_TRUE(fetch("/5"));
  const auto sixth = fetch("/6");

  ASSERT_FALSE(sixth);
  EXPECT_EQ(sixth.error().words(), cat(upstream.url("/6"), " (redirected to ", upstream.url("/1"),
                                       "): redirected too often\n  gave up after 5 redirects"));
}

TEST_F(ClientAddresses, ARedirectLoopEnds) {
  upstream.offer("/a", "").then_redirect("/a", Offer::kAlways);

  const auto response = fetch("/a");

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::unavailable);
  EXPECT_EQ(upstream.seen("/a").size(), 6u);
}

TEST_F(ClientAddresses, OnlyHttpAndHttpsAreAsked) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"file:///etc/passwd", "'file:' is not asked, only http and https"},
      {"file://localhost/etc/passwd", "'file:' is not asked, only http and https"},
      {"gopher://127.0.0.1/x", "it does not start with http://, https:// or file:"},
      {"javascript:alert(1)", "it does not start with http://, https:// or file:"},
      {"http://bad host/", "it has a space or a control character"},
  };
  for (const auto& [location, why] : rows) {
    upstream.offer("/a", "").then_redirect(location, Offer::kAlways);
    expect_blocked(fetch("/a"), why);
  }
  expect_blocked(fetch(request("file:///etc/passwd")), "only http and https");
}

TEST_F(ClientAddresses, ALocalAddressThatNobodyNamedIsBlocked) {
  upstream.offer("/a", "").then_redirect(other.url("/b"), Offer::kAlways);

  const auto response = fetch("/a");

  expect_blocked(response, "the address 127.0.0.2 is not a public one");
  EXPECT_EQ(response.error().words(), other.url("/b") +
                                          ": not asked for\n"
                                          "  the address 127.0.0.2 is not a public one");
  EXPECT_EQ(response.error().hint(), "if that is intended, add '127.0.0.2' to 'hosts' of pypi");
  EXPECT_EQ(other.connections(), 0);
}

TEST_F(ClientAddresses, TheSameGoesForTheFirstUrl) {
  expect_blocked(fetch(request(other.url("/b"))), "is not a public one");
  EXPECT_EQ(other.connections(), 0);
}

TEST_F(ClientAddresses, AHostThatIsNamedMayBeLocal) {
  scope->hosts = {"127.0.0.2"};
  upstream.offer("/a", "").then_redirect(other.url("/b"), Offer::kAlways);

  const auto response = fetch("/a");

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(text.text, "b");
}

TEST_F(ClientAddresses, TheUpstreamsOwnAddressIsFineAtEveryPort) {
  LoopbackServer files;
  files.offer("/file", "x");
  upstream.offer("/a", "").then_redirect(files.url("/file"), Offer::kAlways);

  const auto response = fetch("/a");

  ASSERT_TRUE(response) << response.error().words();
}

TEST_F(ClientAddresses, AnAddressOfTheUpstreamsNameIsTheUpstreamsOwn) {
  scope->upstreams = {cat("http://localhost:", upstream.port(), "/simple/")};
  LoopbackServer files;
  files.offer("/file", "x");
  upstream.offer("/a", "").then_redirect(files.url("/file"), Offer::kAlways);

  const auto by_name = fetch(request(cat("http://localhost:", upstream.port(), "/a")));
  const auto direct = fetch(request(files.url("/file")));

  ASSERT_TRUE(by_name) << by_name.error().words();
  EXPECT_TRUE(direct);
  expect_blocked(fetch(request(other.url("/b"))), "is not a public one");
}

TEST_F(ClientAddresses, ANameThatLeadsToALocalAddressIsJudgedByTheAddress) {
  scope->upstreams = {"http://192.0.2.1/simple/"};

  const auto response = fetch(request(cat("http://localhost:", upstream.port(), "/a")));

  expect_blocked(response, "of 'localhost' is not a public one");
  EXPECT_EQ(upstream.connections(), 0);
}

TEST_F(ClientAddresses, EveryDisguiseOfALocalAddressIsSeenThrough) {
  const auto port = other.port();
  for (const auto* const host :
       {"127.0.0.2", "127.2", "2130706434", "0x7f000002", "0177.0.0.2", "[::ffff:127.0.0.2]",
        "[::ffff:7f00:2]", "[64:ff9b::127.0.0.2]", "[2002:7f00:2::]", "0.0.0.0", "[::]"}) {
    upstream.offer("/a", "").then_redirect(cat("http://", host, ':', port, "/b"), Offer::kAlways);
    expect_blocked(fetch("/a"), "is not a public one");
  }
  EXPECT_EQ(other.connections(), 0);
}

TEST_F(ClientAddresses, AMetadataServiceIsBlockedWhateverItsName) {
  for (const auto* const host : {"169.254.169.254", "[::ffff:169.254.169.254]", "[fd00:ec2::254]",
                                 "100.100.100.200", "2852039166"}) {
    upstream.offer("/a", "").then_redirect(cat("http://", host, "/latest/"), Offer::kAlways);

    const auto response = fetch("/a");

    expect_blocked(response, "is that of a cloud's metadata service");
    EXPECT_EQ(response.error().hint(), "");
  }
}

TEST_F(ClientAddresses, AConnectionSomebodyElseOpenedIsJudgedAgain) {
  // The first section may talk to 127.0.0.2, the second may not, and both share a client.
  auto friendly = std::make_shared<net::Scope>();
  friendly->upstreams = {other.url("/")};
  auto first = request(other.url("/b"));
  first.scope = friendly;
  auto client = *net::Client::open(settings, {});
  client.start(std::move(first), [&](auto response) {
    ASSERT_TRUE(response) << response.error().words();
    client.start(request(other.url("/b")),
                 [&](auto second) { expect_blocked(second, "is not a public one"); });
  });

  ASSERT_TRUE(client.run());

  EXPECT_EQ(other.seen("/b").size(), 1u);
}

TEST_F(ClientAddresses, AnIndexStaysOnItsHost) {
  scope->upstreams = {cat("http://localhost:", upstream.port(), "/simple/")};
  const auto page = cat("http://localhost:", upstream.port(), "/simple/a/");
  upstream.offer("/simple/a/", "").then_redirect(upstream.url("/b"), Offer::kAlways);
  upstream.offer("/b", "b");

  expect_blocked(fetch(index(page)), "an index must come from the upstream's own host");
  ASSERT_TRUE(fetch(request(page))) << "bytes are trusted by their hash";
  scope->hosts = {"127.0.0.1"};
  EXPECT_TRUE(fetch(index(page)));
}

TEST_F(ClientAddresses, PlainHttpIsNoPlaceForWhatComesFromHttps) {
  scope->upstreams = {"https://pypi.example.org/simple/"};

  expect_blocked(fetch(request(upstream.url("/a"))), "plain http, where the upstream is https");
  EXPECT_EQ(upstream.connections(), 0);
}

TEST_F(ClientAddresses, BehindAProxyLiteralAddressesAreJudged) {
  settings.proxy = upstream.url("");
  scope->upstreams = {"http://pypi.example.org/simple/"};
  upstream.handle("http://", [](const SeenRequest&) { return Answer{.body = "by proxy"}; });

  const auto by_name = fetch(request("http://files.example.org/x"));
  ASSERT_TRUE(by_name) << by_name.error().words();
  EXPECT_EQ(text.text, "by proxy");
  for (const auto* const url : {"http://127.0.0.2/b", "http://10.0.0.1/", "http://2130706433/",
                                "http://[::1]/", "http://[::ffff:10.0.0.1]/"}) {
    expect_blocked(fetch(request(url)), "is not a public one");
  }
  expect_blocked(fetch(request("http://169.254.169.254/")), "metadata service");
  EXPECT_EQ(upstream.seen().size(), 1u);
}

}  // namespace

}  // namespace adder::testing
