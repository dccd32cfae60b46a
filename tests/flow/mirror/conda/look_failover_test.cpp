#include "base/conda/shard_index.h"
#include "base/io/zstd.h"
#include "tests/flow/mirror/conda/looking.h"

namespace adder::testing {

namespace {

using Reason = mirror::HeldReason;

// Two upstreams that offer the same.
class LookFailover : public Looking {
 protected:
  LookFailover() {
    put("demo");
    put("pure", "noarch");
    publish();
    channel.offer_to(second, "/two");
    config.upstreams.push_back(second.url("/two"));
  }

  void fail(const std::string& path, int status = 503) {
    offer(path, "").then_fail(status, Offer::kAlways);
  }
  void fail_all() {
    for (const std::string subdir : {"linux-64", "noarch"}) {
      for (const std::string form : {".msgpack.zst", ".json.zst", ".json", ".json.bz2"}) {
        fail(cat(subdir, form == ".msgpack.zst" ? "/repodata_shards" : "/repodata", form));
      }
    }
  }
  void publish_both() {
    publish();
    channel.offer_to(second, "/two");
  }

  LoopbackServer second;
};

TEST_F(LookFailover, AsksOnlyTheFirstWhileItAnswers) {
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(second.seen().empty());
  EXPECT_FALSE(index("noarch")->is_second_hand());
  EXPECT_EQ(index("noarch")->package_urls("a.conda"),
            (Words{server.url("/chan/noarch/a.conda"), second.url("/two/noarch/a.conda")}));
}

TEST_F(LookFailover, TheNextStandsInAndThatIsSaidOnce) {
  fail_all();
  ASSERT_EQ(ask(), "");

  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
  EXPECT_TRUE(index("linux-64")->is_second_hand());
  ASSERT_EQ(told.warnings.size(), 1u);
  EXPECT_TRUE(has(told.warnings[0], server.url("/chan/noarch/repodata.json.zst")));
  EXPECT_TRUE(has(told.warnings[0], cat(second.url("/two/"), " is asked instead")));
  EXPECT_EQ(reason(), Reason::unreachable);
  EXPECT_TRUE(has(detail(), cat(second.url("/two/"), " stands in for it, and nothing is retired")));
  EXPECT_EQ(index("linux-64")->package_urls("a.conda"),
            (Words{second.url("/two/linux-64/a.conda"), server.url("/chan/linux-64/a.conda")}));
}

TEST_F(LookFailover, OneSubdirMayComeFromTheSecondAlone) {
  fail("linux-64/repodata.json.zst");
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(index("linux-64")->is_second_hand());
  EXPECT_FALSE(index("noarch")->is_second_hand());
  for (const auto& request : second.seen()) EXPECT_TRUE(has(request.path, "linux-64"));
}

TEST_F(LookFailover, WhatIsNoIndexHandsOverToo) {
  for (const auto& body : {std::string("garbage"), std::string("<html>"), std::string()}) {
    offer("linux-64/repodata.json.zst", body);
    ASSERT_EQ(ask(Accept::no), "");
    EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
    EXPECT_EQ(reason(), Reason::malformed);
  }
}

TEST_F(LookFailover, TooManyRequestsHandOverToo) {
  offer("linux-64/repodata.json.zst", "").then_fail(429, Offer::kAlways, {{"Retry-After", "900"}});
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
}

TEST_F(LookFailover, WhereNoChannelIsTheNextIsAsked) {
  config.upstreams[0] = server.url("/nothing");
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
  EXPECT_TRUE(index("noarch")->is_second_hand());
  ASSERT_EQ(told.warnings.size(), 1u);
  EXPECT_TRUE(has(told.warnings[0], "there is no channel here"));
}

TEST_F(LookFailover, AnIndexThatIsGoneAtTheFirstIsTakenFromTheSecond) {
  ASSERT_EQ(ask(), "");
  for (const std::string form : {".zst", "", ".bz2"}) withdraw("linux-64/repodata.json" + form);
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(index("linux-64")->is_second_hand());
  EXPECT_EQ(reason(), Reason::missing);
}

TEST_F(LookFailover, IsForgottenWhenTheFirstIsBack) {
  ASSERT_EQ(ask(), "");
  fail_all();
  ASSERT_EQ(ask(), "");
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(look->is_unchanged());
  EXPECT_EQ(second.seen("/two/linux-64/repodata.json.zst").back().if_none_match.empty(), false);

  publish();
  ASSERT_EQ(ask(), "");
  EXPECT_FALSE(index("linux-64")->is_second_hand());
  EXPECT_TRUE(look->held().empty());
  EXPECT_TRUE(told.warnings.empty());
}

TEST_F(LookFailover, MeasuresTheFirstByWhatItHadBefore) {
  for (int i = 0; i < 99; ++i) put(cat("package", i));
  publish();  // the second has one package only
  ASSERT_EQ(ask(), "");
  fail_all();
  ASSERT_EQ(ask(), "");  // what stands in is not measured
  EXPECT_EQ(files().size(), 1u);

  for (int i = 0; i < 50; ++i) channel.remove(cat("linux-64/package", i, "-1.0-0.conda"));
  publish();
  EXPECT_TRUE(has(ask(), "demo: 50 % of the records in"));
}

TEST_F(LookFailover, WhereAllFailTheLastIsTheErrorAndTheOthersWarnings) {
  ASSERT_EQ(ask(), "");
  fail_all();
  config.upstreams[1] = "http://127.0.0.1:9/two";
  EXPECT_TRUE(has(ask(), "http://127.0.0.1:9/two/noarch/repodata.json.zst: cannot be fetched"));
  ASSERT_EQ(told.warnings.size(), 1u);
  EXPECT_TRUE(has(told.warnings[0], server.url("/chan/")));
}

TEST_F(LookFailover, AShardComesFromWhoeverHasIt) {
  wants = [](std::string_view name) {
    return name == "demo";
  };
  const auto index_bytes = upstream_file("linux-64/repodata_shards.msgpack.zst");
  const auto shards = conda::read_shard_index(*io::unzstd(index_bytes, 1 << 20));
  const auto path = cat("linux-64/shards/", shards->shards.at(0).sha256.hex(), ".msgpack.zst");
  for (const auto& body : {std::string(), std::string("other bytes")}) {
    if (body.empty()) withdraw(path);
    if (!body.empty()) offer(path, body);
    ASSERT_EQ(ask(Accept::no), "");
    EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
    EXPECT_FALSE(index("linux-64")->is_second_hand());
    EXPECT_TRUE(index("linux-64")->is_sharded());
  }
  EXPECT_EQ(second.seen("/two/" + path).size(), 2u);
}

TEST_F(LookFailover, AnUpstreamMayFailInTheMiddle) {
  wants = [](std::string_view name) {
    return name == "demo";
  };
  ASSERT_EQ(ask(Accept::no), "");
  // From now on the first answers nothing at all.
  server.handle("/chan/", [](const SeenRequest&) { return Answer{.status = 503}; });
  for (const auto& entry : std::filesystem::recursive_directory_iterator(channel.folder())) {
    if (entry.is_regular_file()) withdraw(entry.path().lexically_relative(channel.folder()));
  }
  ASSERT_TRUE(look->need({"pure"}));
  EXPECT_EQ(files("noarch"), Words{"pure-1.0-0.conda"});
}

TEST_F(LookFailover, AnUpstreamInTheMiddleOfAnUpdateIsTakenAsItIs) {
  ASSERT_EQ(ask(), "");
  // One subdir is new already, the other is not yet.
  put("next");
  put("next", "noarch");
  channel.write();
  offer("linux-64/repodata.json.zst", upstream_file("linux-64/repodata.json.zst"));
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(files().size(), 2u);
  EXPECT_EQ(files("noarch").size(), 1u);
  EXPECT_TRUE(look->held().empty());

  publish();
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(files("noarch").size(), 2u);
  EXPECT_TRUE(index("linux-64")->is_unchanged());
}

}  // namespace

}  // namespace adder::testing
