#include "tests/program/mirror.h"
#include "tests/program/plain_index.h"

#include <filesystem>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

const std::string kPassword = "hush-hush";
const std::string kToken = "tok3n-of-the-centre";
const std::vector<std::string> kSecrets = {
    kPassword, kToken, "bWU6aHVzaC1odXNo",  // me:hush-hush, as Basic authentication sends it
};

// An upstream that asks for credentials, and a wheel that is missing there, so that something is
// held.
class Secrets : public Mirror {
 protected:
  Secrets() {
    index.add(lost);
    index.add({.name = "demo", .version = "2.0", .requires_dist = {"other"}});
    index.server.offer(PlainIndex::file(lost), "").then_fail(404, Offer::kAlways);
    want("demo +deps\n");
    always["CENTRE_TOKEN"] = kToken;
  }

  void expect_silence(const std::vector<std::string>& words, int exit) const {
    const auto ended = adder(words);
    EXPECT_EQ(ended.exit, exit) << words.front() << '\n' << ended.err;
    for (const auto& secret : kSecrets) {
      EXPECT_FALSE(has(ended.out, secret)) << words.front() << '\n' << ended.out;
      EXPECT_FALSE(has(ended.err, secret)) << words.front() << '\n' << ended.err;
    }
  }

  void expect_silence_of_all_commands() const {
    expect_silence({"-v", "sync"}, 1);
    expect_silence({"-v", "--json", "sync"}, 1);
    expect_silence({"sync", "--dry-run"}, 0);
    expect_silence({"--json", "sync", "--dry-run"}, 0);
    for (const auto* json : {"--no-progress", "--json"}) {
      expect_silence({json, "config", "show"}, 0);
      expect_silence({json, "config", "check"}, 0);
      expect_silence({json, "status"}, 0);
      expect_silence({json, "why", "demo"}, 0);
      expect_silence({json, "generations"}, 0);
      expect_silence({json, "requests", "missing"}, 1);
      expect_silence({json, "verify"}, 0);
      expect_silence({json, "adopt", "requests"}, 0);
      expect_silence({json, "gc"}, 0);
    }
  }

  void expect_silence_below_root() const {
    for (const auto& entry : fs::recursive_directory_iterator(root())) {
      if (!entry.is_regular_file()) continue;
      for (const auto& secret : kSecrets) {
        EXPECT_FALSE(has(content_of(entry.path()), secret)) << entry.path();
      }
    }
  }

  std::string authorization() const {
    return index.server.seen("/simple/").back().header("Authorization");
  }

  PlainIndex index;
  const Distribution lost{.name = "demo", .version = "1.0"};
};

TEST_F(Secrets, APasswordInTheUrlIsSentAndNeverShown) {
  configure(index.simple("me:" + kPassword));
  expect_silence_of_all_commands();
  EXPECT_EQ(authorization(), "Basic " + kSecrets[2]);
  expect_silence_below_root();
}

TEST_F(Secrets, ATokenInTheEnvironmentIsSentAndNeverShown) {
  configure(index.simple(), "", "token_env = 'CENTRE_TOKEN'\n");
  expect_silence_of_all_commands();
  EXPECT_EQ(authorization(), "Bearer " + kToken);
  expect_silence_below_root();
}

TEST_F(Secrets, APasswordInNetrcIsSentAndNeverShown) {
  here.write(".netrc", "machine 127.0.0.1 login me password " + kPassword + "\n");
  fs::permissions(here / ".netrc", fs::perms::owner_read | fs::perms::owner_write);
  always["HOME"] = here.path();
  configure(index.simple(), "[network]\nnetrc = true\n");
  expect_silence_of_all_commands();
  EXPECT_EQ(authorization(), "Basic " + kSecrets[2]);
  expect_silence_below_root();
}

TEST_F(Secrets, APasswordForTheProxyIsSentAndNeverShown) {
  LoopbackServer proxy;
  proxy.handle("", [&](const SeenRequest& request) {
    return honest_answer(request, "you may not", {{"Content-Type", "text/plain"}});
  });
  const auto url = proxy.url();
  configure("http://pypi.example.org/simple/",
            "[network]\nproxy = 'http://me:" + kPassword + "@" + url.substr(7) + "'\n");

  expect_silence({"-v", "sync"}, 3);
  expect_silence({"--json", "sync"}, 3);
  expect_silence({"config", "show"}, 0);
  expect_silence({"--json", "config", "show"}, 0);

  ASSERT_FALSE(proxy.seen().empty());
  EXPECT_EQ(proxy.seen().back().header("Proxy-Authorization"), "Basic " + kSecrets[2]);
  expect_silence_below_root();
}

TEST_F(Secrets, ErrorsNameTheUpstreamWithoutThem) {
  configure(index.simple("me:" + kPassword), "", "token_env = 'CENTRE_TOKEN'\n");
  index.server.offer("/simple/", "").then_fail(401, Offer::kAlways);
  expect_silence({"-v", "sync"}, 3);
  expect_silence({"--json", "sync"}, 3);
  expect_silence({"status"}, 0);
  EXPECT_TRUE(has(adder({"sync"}).err, "error: " + index.simple() + ": ")) << adder({"sync"}).err;

  index.server.offer("/simple/", "<p>", {{"Content-Type", "text/html"}});
  expect_silence({"sync"}, 3);
  index.server.offer("/simple/", "").then_redirect("http://127.0.0.2:9/simple/", Offer::kAlways);
  expect_silence({"--json", "sync"}, 3);
  configure("http://me:" + kPassword + "@127.0.0.1:99999/simple/");
  expect_silence({"sync"}, 2);
  expect_silence({"--json", "config", "check"}, 2);
  expect_silence_below_root();
}

TEST_F(Secrets, WithAPasswordNothingNewCostsConditionalRequestsOnly) {
  configure(index.simple("me:" + kPassword));
  ASSERT_EQ(adder({"sync", "-q"}).exit, 1);
  index.server.forget_seen();
  configure(index.simple("me:" + kToken));  // another password is no other index

  ASSERT_EQ(adder({"sync", "-q"}).exit, 1);

  for (const auto* page : {"/simple/", "/simple/demo/"}) {
    ASSERT_EQ(index.server.seen(page).size(), 1u) << page;
    EXPECT_NE(index.server.seen(page)[0].if_none_match, "") << page;
  }
}

}  // namespace

}  // namespace adder::testing
