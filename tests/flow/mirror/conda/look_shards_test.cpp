#include "base/conda/shard_index.h"
#include "base/io/zstd.h"
#include "tests/flow/mirror/conda/looking.h"

#include <nlohmann/json.hpp>

namespace adder::testing {

namespace {

using Reason = mirror::HeldReason;

// A channel with shards, of which one package is wanted.
class LookShards : public Looking {
 protected:
  LookShards() {
    for (const std::string name : {"demo", "dep", "other"}) put(name);
    put("pure", "noarch");
    publish();
    want({"demo"});
  }

  void want(std::set<std::string, std::less<>> names) {
    wants = [names](std::string_view name) {
      return names.contains(name);
    };
  }

  // The path of the shard that holds the package now.
  std::string shard(std::string_view package, const std::string& subdir = "linux-64") const {
    const auto packed = upstream_file(subdir + "/repodata_shards.msgpack.zst");
    const auto found = conda::read_shard_index(*io::unzstd(packed, 1 << 20));
    for (const auto& [name, sum] : found->shards) {
      if (name == package) return cat(subdir, "/shards/", sum.hex(), ".msgpack.zst");
    }
    return {};
  }

  // Upstream names another checksum for what it has; or another body for what it names.
  void offer_shard_index(const nlohmann::json& index) {
    std::string bytes;
    nlohmann::json::to_msgpack(index, bytes);
    offer("linux-64/repodata_shards.msgpack.zst", packed(bytes, "zstd"));
  }
  nlohmann::json shard_index() const {
    const auto bytes = *io::unzstd(upstream_file("linux-64/repodata_shards.msgpack.zst"), 1 << 20);
    return nlohmann::json::from_msgpack(bytes);
  }

  void expect_whole(const std::string& words) {
    EXPECT_EQ(files(), (Words{"demo-1.0-0.conda", "dep-1.0-0.conda", "other-1.0-0.conda"}));
    ASSERT_EQ(told.warnings.size(), 1u);
    EXPECT_TRUE(has(told.warnings[0], words)) << told.warnings[0];
    EXPECT_TRUE(has(told.warnings[0], "the whole index is taken instead of shards"));
    EXPECT_TRUE(look->held().empty());
  }
};

TEST_F(LookShards, BringsThoseOfWantedPackagesAndNoOthers) {
  ASSERT_EQ(ask(), "");

  EXPECT_EQ(asked(), (Words{"linux-64/repodata_shards.msgpack.zst", shard("demo"),
                            "noarch/repodata_shards.msgpack.zst", "notices.json"}));
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
  EXPECT_TRUE(index("linux-64")->is_sharded());
  EXPECT_EQ(**index("linux-64")->names(), (Words{"demo", "dep", "other"}));
  EXPECT_EQ(index("linux-64")->packages_told(), Words{"demo"});
  EXPECT_TRUE(heard("linux-64").front().starts_with("info {"));
}

TEST_F(LookShards, BringsWhatIsNeededBesides) {
  ASSERT_EQ(ask(Accept::no), "");
  const auto* const before = index("linux-64");
  ASSERT_TRUE(look->need({"dep", "pure", "no-such-package"}));

  EXPECT_EQ(index("linux-64"), before);
  EXPECT_EQ(files(), (Words{"demo-1.0-0.conda", "dep-1.0-0.conda"}));
  EXPECT_EQ(files("noarch"), Words{"pure-1.0-0.conda"});
  EXPECT_EQ(times_asked(shard("dep")), 1u);
  ASSERT_TRUE(look->accept());
  EXPECT_EQ(kept(), (Words{"linux-64/*.repodata_shards.msgpack.zst",
                           "linux-64/shards/*.msgpack.zst", "linux-64/shards/*.msgpack.zst",
                           "noarch/*.repodata_shards.msgpack.zst", "noarch/shards/*.msgpack.zst"}));
  EXPECT_EQ(files(), (Words{"demo-1.0-0.conda", "dep-1.0-0.conda"}));
}

TEST_F(LookShards, AreAskedForOnce) {
  ASSERT_EQ(ask(), "");
  ASSERT_TRUE(look->need({"dep"}));
  ASSERT_TRUE(look->accept());

  ASSERT_EQ(ask(), "");
  EXPECT_EQ(asked(), (Words{"linux-64/repodata_shards.msgpack.zst",
                            "noarch/repodata_shards.msgpack.zst", "notices.json"}));
  EXPECT_TRUE(look->is_unchanged());
  ASSERT_TRUE(look->need({"demo", "dep"}));
  EXPECT_EQ(server.seen().size(), 3u);
  EXPECT_EQ(files(), (Words{"demo-1.0-0.conda", "dep-1.0-0.conda"}));

  want({"demo", "other"});
  recipe = "more";
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(server.seen().size(), 4u);
  EXPECT_EQ(times_asked(shard("other")), 1u);
  EXPECT_EQ(files().size(), 3u);
}

TEST_F(LookShards, ThatAnIndexDoesNotNameAnyMoreGo) {
  ASSERT_EQ(ask(), "");
  ASSERT_TRUE(look->need({"dep"}));
  ASSERT_TRUE(look->accept());
  const auto old = shard("demo");
  channel.put_record("linux-64", "demo-2.0-0.conda",
                     R"({"name":"demo","version":"2.0","build":"0"})");
  publish();

  ASSERT_EQ(ask(), "");
  EXPECT_EQ(times_asked(shard("demo")), 1u);
  EXPECT_EQ(times_asked(shard("dep")), 0u);
  EXPECT_EQ(files(), (Words{"demo-1.0-0.conda", "demo-2.0-0.conda", "dep-1.0-0.conda"}));
  EXPECT_FALSE(std::filesystem::exists(root.path() / "store/upstream/demo" / old));
  EXPECT_EQ(kept().size(), 4u);
}

TEST_F(LookShards, AreNotAskedForByWhoWantsEverything) {
  wants = [](std::string_view) {
    return true;
  };
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(asked(),
            (Words{"linux-64/repodata.json.zst", "noarch/repodata.json.zst", "notices.json"}));
}

TEST_F(LookShards, OfMostPackagesCostMoreThanTheWholeIndex) {
  for (int i = 0; i < 400; ++i) put(cat("package", i));
  publish();
  wants = [](std::string_view name) {
    return name.starts_with("package1");
  };
  ASSERT_EQ(ask(), "");  // 111 of 403 in linux-64
  EXPECT_FALSE(index("linux-64")->is_sharded());
  EXPECT_TRUE(index("noarch")->is_sharded());

  ASSERT_EQ(ask(), "");
  EXPECT_EQ(asked(), (Words{"linux-64/repodata.json.zst", "noarch/repodata_shards.msgpack.zst",
                            "notices.json"}));
}

TEST_F(LookShards, StandWhereTheirIndexSays) {
  for (const auto& [base, path] : std::vector<std::pair<std::string, std::string>>{
           {"", "linux-64/"},
           {"./shards/", "linux-64/shards/"},
           {"../all", "all/"},
           {server.url("/chan/else/"), "else/"},
       }) {
    auto index = shard_index();
    index["info"]["shards_base_url"] = base;
    offer_shard_index(index);
    const auto there = shard("demo");
    const auto name = there.substr(there.rfind('/') + 1);
    offer(path + name, upstream_file(there));
    if (path != "linux-64/shards/") withdraw(there);
    ASSERT_EQ(ask(Accept::no), "");
    EXPECT_EQ(times_asked(path + name), 1u) << base;
    EXPECT_EQ(files(), Words{"demo-1.0-0.conda"}) << base;
    publish();
  }
}

TEST_F(LookShards, AreReadWhateverTheirIndexLeavesOut) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"no base_url", R"({"base_url":null})"},
      {"no subdir", R"({"subdir":null})"},
      {"no created_at", R"({"created_at":null})"},
      {"more keys", R"({"repodata_revisions":{"v3":{"message":"x"}},"x":[1]})"},
      {"an absolute base_url", R"({"base_url":"https://example.org/x/"})"},
      {"a relative base_url", R"({"base_url":"../../../simple/linux-64/"})"},
  };
  for (const auto& [what, changes] : rows) {
    auto index = shard_index();
    index["info"].merge_patch(nlohmann::json::parse(changes));
    offer_shard_index(index);
    ASSERT_EQ(ask(Accept::no), "") << what;
    EXPECT_EQ(files(), Words{"demo-1.0-0.conda"}) << what;
    EXPECT_TRUE(told.warnings.empty()) << what;
  }
  auto index = shard_index();
  index["version"] = 2;
  index["more"] = "of it";
  offer_shard_index(index);
  ASSERT_EQ(ask(Accept::no), "");
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
}

TEST_F(LookShards, WithoutAWordWhereTheyAreStandBesideTheirIndex) {
  channel.set_shard_info("linux-64", R"({"shards_base_url":null})");
  publish();
  const auto there = shard("demo");
  offer("linux-64/" + there.substr(there.rfind('/') + 1), upstream_file(there));
  ASSERT_EQ(ask(Accept::no), "");
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
}

TEST_F(LookShards, WhoseIndexIsNoneGiveWayToTheWholeIndex) {
  const auto whole = upstream_file("linux-64/repodata_shards.msgpack.zst");
  for (const auto& body : {std::string("garbage"), whole.substr(0, whole.size() - 4), std::string(),
                           packed("\x80", "zstd"), packed("{}", "zstd")}) {
    offer("linux-64/repodata_shards.msgpack.zst", body);
    ASSERT_EQ(ask(Accept::no), "");
    expect_whole("linux-64/repodata_shards.msgpack.zst: ");
  }
}

TEST_F(LookShards, OfWhichOneIsMissingGiveWayToTheWholeIndex) {
  withdraw(shard("demo"));
  ASSERT_EQ(ask(), "");
  expect_whole("the shard of demo cannot be had");
  EXPECT_EQ(kept(),
            (Words{"linux-64/*.repodata.json.zst", "noarch/*.repodata_shards.msgpack.zst"}));

  ASSERT_EQ(ask(), "");  // the form is remembered
  EXPECT_TRUE(told.warnings.empty());
  EXPECT_EQ(asked(), (Words{"linux-64/repodata.json.zst", "noarch/repodata_shards.msgpack.zst",
                            "notices.json"}));
}

TEST_F(LookShards, OfWhichOneIsNotWhatItIsCalledGiveWayToTheWholeIndex) {
  offer(shard("demo"), upstream_file(shard("dep")));
  ASSERT_EQ(ask(), "");
  expect_whole("it is not the shard that the index names");
}

TEST_F(LookShards, OfWhichOneIsNotSoundGiveWayToTheWholeIndex) {
  for (const auto& body : {packed("garbage", "zstd"), std::string("garbage")}) {
    const auto sum = io::sha256_of(body);
    auto index = shard_index();
    index["shards"]["demo"] = sum.hex();
    offer_shard_index(index);
    offer(cat("linux-64/shards/", sum.hex(), ".msgpack.zst"), body);
    ASSERT_EQ(ask(Accept::no), "");
    expect_whole("the shard of demo cannot be had");
  }
}

TEST_F(LookShards, ThatUnpackToNoEndAreNotTaken) {
  const auto body = packed(std::string(20'000'000, '\0'), "zstd");
  const auto sum = io::sha256_of(body);
  auto index = shard_index();
  index["shards"]["demo"] = sum.hex();
  offer_shard_index(index);
  offer(cat("linux-64/shards/", sum.hex(), ".msgpack.zst"), body);
  ASSERT_EQ(ask(Accept::no), "");
  expect_whole("unpacks to more than");
}

TEST_F(LookShards, ThatComeAMomentLaterAreWaitedFor) {
  const auto path = shard("demo");
  offer(path, upstream_file(path)).then_fail(404, 2);
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
  EXPECT_TRUE(told.warnings.empty());
  const auto seen = server.seen("/chan/" + path);
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen[0].header("Cache-Control"), "");
  EXPECT_EQ(seen[2].header("Cache-Control"), "no-cache");
}

TEST_F(LookShards, HoldTheSubdirWhereTheWholeIndexCannotBeHadEither) {
  withdraw(shard("demo"));
  for (const std::string form : {"repodata.json.zst", "repodata.json", "repodata.json.bz2"}) {
    offer("linux-64/" + form, "").then_fail(403, Offer::kAlways);
  }
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(index("linux-64"), nullptr);
  EXPECT_EQ(reason(), Reason::forbidden);
  EXPECT_NE(index("noarch"), nullptr);
}

TEST_F(LookShards, ThatAreNeededAndCannotBeHadAreTroubleForTheWholeChannel) {
  withdraw(shard("dep"));
  for (const std::string form : {"repodata.json.zst", "repodata.json", "repodata.json.bz2"}) {
    offer("linux-64/" + form, "").then_fail(403, Offer::kAlways);
  }
  ASSERT_EQ(ask(Accept::no), "");
  const auto needed = look->need({"dep"});
  ASSERT_FALSE(needed);
  EXPECT_EQ(needed.error().kind(), Error::Kind::unavailable);
}

TEST_F(LookShards, ThatAreNeededAndCannotBeHadMakeRoomForTheWholeIndex) {
  withdraw(shard("dep"));
  ASSERT_EQ(ask(Accept::no), "");
  const auto* const before = index("linux-64");
  ASSERT_TRUE(look->need({"dep"}));
  EXPECT_EQ(index("linux-64"), before);
  EXPECT_FALSE(before->is_sharded());
  EXPECT_EQ(*before->names(), std::nullopt);
  expect_whole("the shard of dep cannot be had");
}

TEST_F(LookShards, OfAnIndexThatShrankAreNotTaken) {
  for (int i = 0; i < 100; ++i) put(cat("package", i));
  publish();
  ASSERT_EQ(ask(), "");
  for (int i = 0; i < 50; ++i) channel.remove(cat("linux-64/package", i, "-1.0-0.conda"));
  publish();
  EXPECT_TRUE(has(ask(), cat("demo: 48 % of the packages in ", server.url("/chan/linux-64/"))));
}

}  // namespace

}  // namespace adder::testing
