#include "tests/flow/mirror/conda/looking.h"

namespace adder::testing {

namespace {

using Reason = mirror::HeldReason;

const std::string kDemo = "demo-1.0-0.conda";

// What clients meet in channels, and what we make of it.
class LookTrouble : public Looking {
 protected:
  LookTrouble() {
    put("demo");
    put("pure", "noarch");
    publish({.shards = false});
  }

  // The next index of linux-64 is this; what was accepted before stays in force, held for `reason`.
  void expect_held(const std::string& body, Reason reason, std::string_view words) {
    ASSERT_EQ(ask(), "");
    offer("linux-64/repodata.json.zst", body);
    ASSERT_EQ(ask(), "");
    EXPECT_EQ(this->reason(), reason) << detail();
    EXPECT_TRUE(has(detail(), words)) << detail();
    EXPECT_EQ(files(), Words{kDemo});
    EXPECT_EQ(files("noarch"), Words{"pure-1.0-0.conda"});
    EXPECT_TRUE(index("linux-64")->is_unchanged());
  }
};

TEST_F(LookTrouble, GarbageLeavesWhatWasAccepted) {
  expect_held("garbage", Reason::malformed, "not valid zstd");
}

TEST_F(LookTrouble, ACutOffIndexLeavesWhatWasAccepted) {
  const auto whole = upstream_file("linux-64/repodata.json.zst");
  expect_held(whole.substr(0, whole.size() - 3), Reason::malformed, "cut off");
}

TEST_F(LookTrouble, AnEmptyFileLeavesWhatWasAccepted) {
  expect_held("", Reason::malformed, "cut off");
}

TEST_F(LookTrouble, AnEmptyObjectLeavesWhatWasAccepted) {
  expect_held(packed(" {} \n", "zstd"), Reason::malformed, "it is {} where there were 1 records");

  shrink = 0;  // a person has seen that it is right
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(look->held().empty());
  EXPECT_EQ(files(), Words{});
}

TEST_F(LookTrouble, AnEmptyObjectIsAnIndexWhereThereWasNone) {
  offer("linux-64/repodata.json.zst", packed("{}", "zstd"));
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(look->held().empty());
  EXPECT_EQ(heard("linux-64"), Words{});
}

TEST_F(LookTrouble, AWebPageIsNoIndexAndIsCalledOne) {
  ASSERT_EQ(ask(), "");
  server.offer("/chan/linux-64/repodata.json.zst", "<!doctype html><title>Log in</title>",
               {{"Content-Type", "text/html"}});
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(reason(), Reason::malformed);
  EXPECT_EQ(detail(), "it is a web page and no index\n  received text/html");
  EXPECT_EQ(files(), Words{kDemo});
}

TEST_F(LookTrouble, TheIndexOfAnotherSubdirIsNotTaken) {
  expect_held(upstream_file("noarch/repodata.json.zst"), Reason::malformed,
              "it says that it is the index of 'noarch'");
}

TEST_F(LookTrouble, ATextThatOnlyBeginsLikeAnIndexIsNotTaken) {
  without("repodata.json.zst");
  ASSERT_EQ(ask(), "");
  const auto whole = upstream_file("linux-64/repodata.json");
  for (const auto& body : {whole.substr(0, whole.size() - 1), whole + "}", std::string("[]"),
                           std::string(), std::string("<html>"), std::string("null")}) {
    offer("linux-64/repodata.json", body);
    ASSERT_EQ(ask(), "");
    EXPECT_EQ(reason(), Reason::malformed) << body;
    EXPECT_EQ(files(), Words{kDemo}) << body;
  }
}

TEST_F(LookTrouble, ABaseUrlThatIsNoneIsNotTaken) {
  expect_held(packed(R"({"info":{"base_url":"ftp://x/"},"packages":{}})", "zstd"),
              Reason::malformed, "is not a URL to use");
}

TEST_F(LookTrouble, WhatIsForbiddenIsNotTakenForAbsent) {
  ASSERT_EQ(ask(), "");
  for (const auto status : {403, 451, 400}) {
    for (const std::string form : {".zst", "", ".bz2"}) {
      offer("linux-64/repodata.json" + form, "").then_fail(status, Offer::kAlways);
    }
    ASSERT_EQ(ask(), "");
    EXPECT_EQ(reason(), status == 400 ? Reason::unreachable : Reason::forbidden);
    EXPECT_TRUE(has(detail(), cat("HTTP ", status))) << detail();
    EXPECT_EQ(files(), Words{kDemo});
  }
}

TEST_F(LookTrouble, AServerThatForbidsWhatItDoesNotHaveMayHaveAnotherForm) {
  for (const std::string subdir : {"linux-64", "noarch"}) {
    offer(subdir + "/repodata.json.zst", "").then_fail(403, Offer::kAlways);
  }
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(look->held().empty());
  EXPECT_EQ(files(), Words{kDemo});
  EXPECT_EQ(kept(), (Words{"linux-64/*.repodata.json", "noarch/*.repodata.json"}));
}

TEST_F(LookTrouble, AServerInTroubleLeavesWhatWasAccepted) {
  ASSERT_EQ(ask(), "");
  for (const auto status : {500, 503, 401}) {
    offer("linux-64/repodata.json.zst", "").then_fail(status, Offer::kAlways);
    ASSERT_EQ(ask(), "");
    EXPECT_EQ(reason(), status == 401 ? Reason::forbidden : Reason::unreachable);
    EXPECT_EQ(files(), Words{kDemo});
    EXPECT_EQ(times_asked("linux-64/repodata.json"), 0u);
  }
}

TEST_F(LookTrouble, ASubdirThatWasNeverReadIsNotThere) {
  offer("linux-64/repodata.json.zst", "garbage");
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(index("linux-64"), nullptr);
  EXPECT_EQ(reason(), Reason::malformed);
  EXPECT_EQ(files("noarch"), Words{"pure-1.0-0.conda"});
  EXPECT_FALSE(look->is_unchanged());
}

TEST_F(LookTrouble, AnIndexThatIsGoneLeavesWhatWasAccepted) {
  ASSERT_EQ(ask(), "");
  for (const std::string form : {".zst", "", ".bz2"}) withdraw("linux-64/repodata.json" + form);
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(reason(), Reason::missing);
  EXPECT_EQ(detail(), "there is no index any more where there were 1 records");
  EXPECT_EQ(files(), Words{kDemo});

  shrink = 0;
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(index("linux-64")->is_absent());
  EXPECT_EQ(kept(), Words{"noarch/*.repodata.json.zst"});
}

TEST_F(LookTrouble, AChannelMayLackASubdirOrNoarch) {
  for (const std::string form : {".zst", "", ".bz2"}) withdraw("noarch/repodata.json" + form);
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(index("noarch")->is_absent());
  EXPECT_EQ(files(), Words{kDemo});
}

TEST_F(LookTrouble, OneThatHasNothingAtAllIsNoChannel) {
  config.upstreams = {server.url("/chan/linux-64")};
  EXPECT_EQ(ask(), lines({cat(server.url("/chan/linux-64/"), ": there is no channel here"),
                          cat("  expected ", server.url("/chan/linux-64/noarch/repodata.json")),
                          "  received HTTP 404 for every index"}));
}

TEST_F(LookTrouble, ThatNobodyAnswersIsSaidOnce) {
  config.upstreams = {"http://127.0.0.1:9/chan"};
  EXPECT_TRUE(has(ask(), "http://127.0.0.1:9/chan/noarch/repodata.json.zst: cannot be fetched"));
  EXPECT_TRUE(told.warnings.empty());
}

TEST_F(LookTrouble, MostOfAnIndexDoesNotGoUnseen) {
  for (int i = 0; i < 60; ++i) put(cat("package", i));
  publish({.shards = false});
  ASSERT_EQ(ask(), "");
  for (int i = 0; i < 20; ++i) channel.remove(cat("linux-64/package", i, "-1.0-0.conda"));
  publish({.shards = false});

  EXPECT_TRUE(has(ask(), cat("demo: 32 % of the records in ", server.url("/chan/linux-64/"))));
  shrink = 40;
  EXPECT_EQ(ask(), "");
  EXPECT_EQ(files().size(), 41u);
}

TEST_F(LookTrouble, ABodyThatBreaksOffGoesOn) {
  for (int i = 0; i < 3000; ++i) put(cat("package", i));
  publish({.shards = false});
  offer("linux-64/repodata.json.zst", upstream_file("linux-64/repodata.json.zst"))
      .then_break_after(5000);

  ASSERT_EQ(ask(), "");
  EXPECT_EQ(files().size(), 3001u) << files().at(0) << detail();
  const auto seen = server.seen("/chan/linux-64/repodata.json.zst");
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[1].range, "bytes=5000-");
}

TEST_F(LookTrouble, NotModifiedIsNoAnswerToWhoHasNothing) {
  offer("linux-64/repodata.json.zst", upstream_file("linux-64/repodata.json.zst"))
      .then([](Answer& answer) { answer = {.status = 304}; });
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(files(), Words{kDemo});
  const auto seen = server.seen("/chan/linux-64/repodata.json.zst");
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[1].header("Cache-Control"), "no-cache");

  offer("noarch/repodata.json.zst", "").always([](Answer& answer) { answer = {.status = 304}; });
  ASSERT_TRUE(store->ledger().database().execute("DELETE FROM conda_index"));
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(reason("noarch"), Reason::unreachable);
  EXPECT_TRUE(has(detail("noarch"), "HTTP 304"));
}

TEST_F(LookTrouble, WeakValidatorsDoAsWell) {
  server.offer("/chan/linux-64/repodata.json.zst", upstream_file("linux-64/repodata.json.zst"),
               {{"ETag", "W/\"1\""}, {"Last-Modified", "Mon, 05 Jan 2026 10:00:00 GMT"}});
  ASSERT_EQ(ask(), "");
  ASSERT_EQ(ask(), "");
  const auto seen = server.seen("/chan/linux-64/repodata.json.zst").at(0);
  EXPECT_EQ(seen.if_none_match, "W/\"1\"");
  EXPECT_EQ(seen.header("If-Modified-Since"), "Mon, 05 Jan 2026 10:00:00 GMT");
  EXPECT_TRUE(look->is_unchanged());
}

TEST_F(LookTrouble, TheSameBytesAreNoNewsWhateverTheValidatorsSay) {
  ASSERT_EQ(ask(), "");
  server.offer("/chan/linux-64/repodata.json.zst", upstream_file("linux-64/repodata.json.zst"),
               {{"ETag", "\"other\""}});
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(look->is_unchanged());

  ASSERT_EQ(ask(), "");
  EXPECT_EQ(server.seen("/chan/linux-64/repodata.json.zst").at(0).if_none_match, "\"other\"");
}

TEST_F(LookTrouble, ARedirectToAnotherHostIsNotFollowed) {
  LoopbackServer other("127.0.0.2");
  other.offer("/x", upstream_file("linux-64/repodata.json.zst"));
  ASSERT_EQ(ask(), "");
  offer("linux-64/repodata.json.zst", "").then_redirect(other.url("/x"), Offer::kAlways);
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(reason(), Reason::blocked);
  EXPECT_TRUE(other.seen().empty());
}

}  // namespace

}  // namespace adder::testing
