#include "tests/flow/mirror/conda/looking.h"

#include <cstdlib>

namespace adder::testing {

namespace {

// Where a channel and its files are.
class LookPlaces : public Looking {
 protected:
  LookPlaces() {
    put("demo");
    put("pure", "noarch");
    publish({.shards = false});
  }

  Words urls(std::string_view file_name, std::optional<std::string_view> record_url = {}) const {
    return index("linux-64")->package_urls(file_name, record_url);
  }
};

TEST_F(LookPlaces, PackagesStandBesideTheIndex) {
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(urls("demo-1!2.0+x-0.conda"),
            Words{server.url("/chan/linux-64/demo-1%212.0%2Bx-0.conda")});
}

TEST_F(LookPlaces, OrWhereBaseUrlSays) {
  for (const auto& [base, folder] : std::vector<std::pair<std::string, std::string>>{
           {"https://cdn.example.org/x/", "https://cdn.example.org/x/"},
           {"https://cdn.example.org/x", "https://cdn.example.org/x/"},
           {"../packages/", server.url("/chan/packages/")},
           {"./", server.url("/chan/linux-64/")},
           {"/all", server.url("/all/")},
       }) {
    channel.set_repodata("linux-64", cat(R"({"info":{"base_url":")", base, R"("}})"));
    publish({.shards = false});
    ASSERT_EQ(ask(), "");
    EXPECT_EQ(urls("a.conda"), Words{folder + "a.conda"});

    ASSERT_EQ(ask(), "");  // known now, and not read again
    EXPECT_TRUE(look->is_unchanged());
    EXPECT_EQ(urls("a.conda"), Words{folder + "a.conda"});
  }
}

TEST_F(LookPlaces, OrWhereAnOlderIndexSays) {
  channel.set_repodata("linux-64", R"({"info":null,"metadata":{"base_url":"../m/"}})");
  publish({.shards = false});
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(urls("a.conda"), Words{server.url("/chan/m/a.conda")});
}

TEST_F(LookPlaces, OrWhereTheirRecordSays) {
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(urls("a.whl", "https://files.example.org/a%20b.whl?x=1"),
            Words{"https://files.example.org/a%20b.whl?x=1"});
  EXPECT_EQ(urls("a.whl", "../x/a.whl"), Words{server.url("/chan/x/a.whl")});
  EXPECT_EQ(urls("a.whl", "gopher://x"), Words{"gopher://x"});
}

TEST_F(LookPlaces, WhatAnIndexSaysOfItselfIsReadOnlyWhereItIsMeant) {
  channel.set_repodata("linux-64",
                       R"({"_etag":"x","_mod":"y","_url":"https://elsewhere.example.org/",
                           "repodata_version":2})");
  publish({.shards = false});
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(urls("a.conda"), Words{server.url("/chan/linux-64/a.conda")});
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
}

TEST_F(LookPlaces, ARedirectOfTheIndexDoesNotMoveThePackages) {
  offer("elsewhere/x.zst", upstream_file("linux-64/repodata.json.zst"));
  offer("linux-64/repodata.json.zst", "").then_redirect("/chan/elsewhere/x.zst", Offer::kAlways);
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(urls("a.conda"), Words{server.url("/chan/linux-64/a.conda")});
}

TEST_F(LookPlaces, APasswordGoesToTheUpstreamAndNowhereElse) {
  config.upstreams = {cat("http://me:secret@127.0.0.1:", server.port(), "/chan")};
  ASSERT_EQ(ask(), "");
  for (const auto& request : server.seen()) {
    EXPECT_EQ(request.header("Authorization"), "Basic bWU6c2VjcmV0");
  }
  EXPECT_EQ(urls("a.conda"), Words{server.url("/chan/linux-64/a.conda")});
  for (const auto& line : told.looks) EXPECT_FALSE(has(line, "secret"));
}

TEST_F(LookPlaces, ATokenIsAPartOfThePathAndIsKeptNowhere) {
  ::setenv("DEMO_TOKEN", "to-123\n", 1);
  config.token_env = "DEMO_TOKEN";
  channel.set_repodata("linux-64", cat(R"({"info":{"base_url":")",
                                       server.url("/t/to-123/chan/linux-64/"), R"("}})"));
  channel.write({.shards = false});
  channel.offer_to(server, "/t/to-123/chan");
  for (int run = 0; run < 2; ++run) {
    ASSERT_EQ(ask(), "");
    for (const auto& request : server.seen()) {
      EXPECT_TRUE(request.path.starts_with("/t/to-123/chan/")) << request.path;
      EXPECT_EQ(request.header("Authorization"), "");
    }
    EXPECT_EQ(urls("a.conda"), Words{server.url("/t/to-123/chan/linux-64/a.conda")});
    for (const auto& line : told.looks) EXPECT_FALSE(has(line, "to-123")) << line;
  }
  EXPECT_TRUE(look->is_unchanged());

  server.offer("/t/to-123/chan/linux-64/repodata.json.zst", "garbage");
  ASSERT_EQ(ask(), "");
  EXPECT_FALSE(has(look->held().at(0).url, "to-123"));
  EXPECT_FALSE(has(detail(), "to-123"));
  ::unsetenv("DEMO_TOKEN");
  end_look();
  store.reset();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root.path())) {
    const bool is_body = has(entry.path().native(), "store/upstream");  // as it came
    if (!entry.is_regular_file() || is_body) continue;
    EXPECT_FALSE(has(content_of(entry.path()), "to-123")) << entry.path();
  }
}

TEST_F(LookPlaces, ATokenInTheUrlIsNoOtherChannel) {
  config.upstreams = {server.url("/t/one/chan")};
  channel.offer_to(server, "/t/one/chan");
  channel.offer_to(server, "/t/two/chan");
  ASSERT_EQ(ask(), "");
  config.upstreams = {server.url("/t/two/chan")};
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(look->is_unchanged());
  EXPECT_EQ(urls("a.conda"), Words{server.url("/t/two/chan/linux-64/a.conda")});
}

TEST_F(LookPlaces, NoticesComeAlongWhereThereAreSome) {
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(look->notices(), "");
  const std::string notices = R"({"notices":[{"id":"1","message":"hello"}]})";
  offer("notices.json", notices);
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(look->notices(), notices);
  EXPECT_FALSE(look->is_unchanged());

  ASSERT_EQ(ask(), "");
  EXPECT_EQ(look->notices(), notices);
  EXPECT_TRUE(look->is_unchanged());
  EXPECT_NE(server.seen("/chan/notices.json").at(0).if_none_match, "");

  offer("notices.json", "").then_fail(503, Offer::kAlways);
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(look->notices(), notices);
  EXPECT_TRUE(look->held().empty());

  withdraw("notices.json");
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(look->notices(), "");
  EXPECT_FALSE(look->is_unchanged());
}

TEST_F(LookPlaces, NoticesThatAreNoneAreNotTaken) {
  for (const auto& body :
       {std::string("<html>"), std::string("[]"), std::string(R"({"notices":1})"),
        std::string(R"({"notices":[],"notices":[]})"), std::string(2'000'000, ' ')}) {
    offer("notices.json", body);
    ASSERT_EQ(ask(), "");
    EXPECT_EQ(look->notices(), "");
    EXPECT_EQ(told.warnings.size(), body.size() > 1'000'000 ? 0u : 1u);
  }
}

}  // namespace

}  // namespace adder::testing
