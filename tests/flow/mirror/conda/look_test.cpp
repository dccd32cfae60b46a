#include "tests/flow/mirror/conda/looking.h"

namespace adder::testing {

namespace {

// A channel of two packages, without shards.
class Look : public Looking {
 protected:
  Look() {
    put("demo");
    put("pure", "noarch");
    publish({.shards = false});
  }
};

TEST_F(Look, TakesOneFormOfEachIndexAndAsksForNothingElse) {
  ASSERT_EQ(ask(), "");

  EXPECT_EQ(asked(),
            (Words{"linux-64/repodata.json.zst", "noarch/repodata.json.zst", "notices.json"}));
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
  EXPECT_EQ(files("noarch"), Words{"pure-1.0-0.conda"});
  EXPECT_EQ(look->subdirs().front().subdir().text(), "noarch");
  EXPECT_FALSE(look->is_unchanged());
  EXPECT_TRUE(look->held().empty());
  EXPECT_TRUE(told.warnings.empty());
}

TEST_F(Look, AsksOnceForEachSubdirWhileNothingChanges) {
  ASSERT_EQ(ask(), "");
  ASSERT_EQ(ask(), "");

  EXPECT_EQ(asked(),
            (Words{"linux-64/repodata.json.zst", "noarch/repodata.json.zst", "notices.json"}));
  for (const auto& request : server.seen("/chan/linux-64/repodata.json.zst")) {
    EXPECT_NE(request.if_none_match, "");
  }
  EXPECT_TRUE(look->is_unchanged());
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
}

TEST_F(Look, TakesWhatHasChangedAndThrowsAwayWhatItReplaces) {
  ASSERT_EQ(ask(), "");
  put("second");
  publish({.shards = false});

  ASSERT_EQ(ask(), "");

  EXPECT_FALSE(look->is_unchanged());
  EXPECT_TRUE(index("noarch")->is_unchanged());
  EXPECT_FALSE(index("linux-64")->is_unchanged());
  EXPECT_EQ(files(), (Words{"demo-1.0-0.conda", "second-1.0-0.conda"}));
  EXPECT_EQ(kept(), (Words{"linux-64/*.repodata.json.zst", "noarch/*.repodata.json.zst"}));
  end_look();
  EXPECT_EQ(drafts(), 0u);
}

TEST_F(Look, ChangesNothingUntilItIsAccepted) {
  ASSERT_EQ(ask(), "");
  put("second");
  publish({.shards = false});

  ASSERT_EQ(ask(Accept::no), "");
  EXPECT_EQ(files().size(), 2u);
  ASSERT_EQ(ask(Accept::no), "");

  EXPECT_FALSE(look->is_unchanged());
  EXPECT_EQ(kept(), (Words{"linux-64/*.repodata.json.zst", "noarch/*.repodata.json.zst"}));
  end_look();
  EXPECT_EQ(drafts(), 0u);
}

TEST_F(Look, CanBeReadAfterItWasAccepted) {
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
  EXPECT_EQ(drafts(), 0u);
}

TEST_F(Look, WritesNothingBelowRootWhereNothingMayBeChanged) {
  end_look();
  store.reset();
  TempFolder nothing;
  auto preview = mirror::Store::preview(nothing / "root", Clock());
  ASSERT_TRUE(preview);
  store.emplace(*std::move(preview));

  ASSERT_EQ(ask(Accept::no), "");

  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
  EXPECT_FALSE(std::filesystem::exists(nothing / "root"));
  end_look();
  store.reset();
}

TEST_F(Look, FollowsTheFormsDownToTheOneThatIsThere) {
  without("repodata.json.zst");
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(kept(), (Words{"linux-64/*.repodata.json", "noarch/*.repodata.json"}));

  without("repodata.json");
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(kept(), (Words{"linux-64/*.repodata.json.bz2", "noarch/*.repodata.json.bz2"}));
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});

  ASSERT_EQ(ask(), "");
  EXPECT_EQ(asked(),
            (Words{"linux-64/repodata.json.bz2", "noarch/repodata.json.bz2", "notices.json"}));
  EXPECT_TRUE(look->is_unchanged());
}

TEST_F(Look, RemembersTheFormForAWeek) {
  without("repodata.json.zst");
  ASSERT_EQ(ask(), "");
  publish({.shards = false});
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(times_asked("linux-64/repodata.json.zst"), 0u);

  ASSERT_TRUE(
      store->ledger().database().execute("UPDATE conda_index SET chosen_at = chosen_at - 700000"));
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(times_asked("linux-64/repodata.json.zst"), 1u);
  EXPECT_EQ(times_asked("linux-64/repodata.json"), 0u);
  EXPECT_EQ(kept(), (Words{"linux-64/*.repodata.json.zst", "noarch/*.repodata.json.zst"}));
}

TEST_F(Look, TakesOneOfTwoFormsThatDisagree) {
  const auto other = std::string(R"({"packages.conda":{"other-1.0-0.conda":{"name":"other"}}})");
  offer("linux-64/repodata.json", other);

  ASSERT_EQ(ask(), "");
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
  EXPECT_EQ(times_asked("linux-64/repodata.json"), 0u);
}

TEST_F(Look, KnowsAnAbsentSubdirByOneRequestToo) {
  config.subdirs = {"linux-64", "osx-arm64"};
  ASSERT_EQ(ask(), "");
  ASSERT_NE(index("osx-arm64"), nullptr);
  EXPECT_TRUE(index("osx-arm64")->is_absent());
  EXPECT_EQ(files("osx-arm64"), Words{});

  ASSERT_EQ(ask(), "");
  EXPECT_EQ(asked(), (Words{"linux-64/repodata.json.zst", "noarch/repodata.json.zst",
                            "notices.json", "osx-arm64/repodata.json"}));
  EXPECT_TRUE(look->is_unchanged());

  put("new", "osx-arm64");
  publish({.shards = false});
  ASSERT_EQ(ask(), "");
  EXPECT_FALSE(look->is_unchanged());
  EXPECT_EQ(files("osx-arm64"), Words{"new-1.0-0.conda"});
}

TEST_F(Look, ForgetsASubdirThatIsNotAskedForAnyMore) {
  ASSERT_EQ(ask(), "");
  config.subdirs = {};
  ASSERT_EQ(ask(), "");

  EXPECT_EQ(look->subdirs().size(), 1u);
  EXPECT_EQ(kept(), Words{"noarch/*.repodata.json.zst"});
}

TEST_F(Look, IsChangedWhereSomethingElseIsAskedOfTheSameIndexes) {
  ASSERT_EQ(ask(), "");
  recipe = "more";
  ASSERT_EQ(ask(), "");
  EXPECT_FALSE(look->is_unchanged());
  EXPECT_TRUE(index("linux-64")->is_unchanged());

  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(look->is_unchanged());
}

TEST_F(Look, TellsWhatItAsksFor) {
  ASSERT_EQ(ask(), "");
  EXPECT_NE(
      std::ranges::find(told.looks, "asking " + server.url("/chan/linux-64/repodata.json.zst")),
      told.looks.end());
}

TEST_F(Look, EndsWhenSomebodyAsksItTo) {
  offer("linux-64/repodata.json.zst", "").then_hang(Offer::kAlways);
  stop.request_stop();
  EXPECT_NE(ask(), "");
}

}  // namespace

}  // namespace adder::testing
