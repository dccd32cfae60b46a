#include "tests/support/conda_mirror.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Files = std::vector<std::string>;

class CondaSync : public ::testing::Test, protected CondaMirror {};

TEST_F(CondaSync, PublishesWhatTheListNames) {
  upstream.put({.name = "demo"});
  upstream.put({.name = "other"});
  offer();
  want("demo");

  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_EQ(files("noarch"), Files{"demo-1.0-0.conda"});
  EXPECT_EQ(published("noarch/demo-1.0-0.conda"), CondaPackage{.name = "demo"}.conda());
  EXPECT_FALSE(publishes("noarch/other-1.0-0.conda"));
  EXPECT_TRUE(publishes("channeldata.json"));
}

TEST_F(CondaSync, AlwaysPublishesNoarchAndEverySubdirThatIsAskedFor) {
  upstream.put({.name = "demo", .subdir = "linux-64"});
  offer();
  channel().subdirs = {"linux-64", "osx-arm64"};

  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  for (const auto* subdir : {"noarch", "linux-64", "osx-arm64"}) {
    EXPECT_EQ(files(subdir), Files{}) << subdir;
    for (const auto* page : {"repodata.json", "repodata.json.zst", "current_repodata.json",
                             "run_exports.json", "repodata_shards.msgpack.zst"}) {
      EXPECT_TRUE(publishes(cat(subdir, '/', page))) << subdir << ' ' << page;
    }
  }
}

TEST_F(CondaSync, KeepsBothFormatsUnlessTheLineSaysOtherwise) {
  upstream.put({.name = "demo"}, CondaChannel::As::conda);
  upstream.put({.name = "demo"}, CondaChannel::As::tar_bz2);
  upstream.put({.name = "dep"}, CondaChannel::As::conda);
  upstream.put({.name = "dep"}, CondaChannel::As::tar_bz2);
  offer();
  want("demo");
  want("dep format=conda");

  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_EQ(files("noarch"), (Files{"demo-1.0-0.tar.bz2", "demo-1.0-0.conda", "dep-1.0-0.conda"}));
}

TEST_F(CondaSync, BringsDependenciesOfEverySubdir) {
  upstream.put({.name = "demo", .subdir = "linux-64", .depends = {"dep >=2", "__glibc >=2.17"}});
  upstream.put({.name = "dep", .version = "1.0"});
  upstream.put({.name = "dep", .version = "2.0", .depends = {"deeper"}});
  upstream.put({.name = "deeper", .subdir = "linux-64"});
  upstream.put({.name = "stranger"});
  offer();
  want("demo +deps");

  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_EQ(files("noarch"), Files{"dep-2.0-0.conda"});
  EXPECT_EQ(files("linux-64"), (Files{"deeper-1.0-0.conda", "demo-1.0-0.conda"}));
}

TEST_F(CondaSync, TakesAWholeChannel) {
  for (const auto* name : {"a", "b", "c"}) upstream.put({.name = name});
  offer();
  want("*");
  want("!b");

  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_EQ(files("noarch"), (Files{"a-1.0-0.conda", "c-1.0-0.conda"}));
}

TEST_F(CondaSync, WithNothingNewAsksOnceForEachSubdirAndMakesNoGeneration) {
  upstream.put({.name = "demo"});
  offer();
  want("demo");
  ASSERT_EQ(exit_of_sync(), 0) << trouble;
  server.forget_seen();

  const auto again = sync();

  ASSERT_TRUE(again) << again.error().words();
  EXPECT_EQ(again->generation, 1);
  EXPECT_TRUE(told.fetches.empty());
  std::size_t indexes = 0;
  for (const auto& request : server.seen()) {
    if (request.path.find("repodata") != std::string::npos) ++indexes;
  }
  EXPECT_EQ(indexes, 2u);
}

TEST_F(CondaSync, FollowsUpstream) {
  upstream.put({.name = "demo"});
  offer();
  want("demo");
  ASSERT_EQ(exit_of_sync(), 0) << trouble;

  upstream.put({.name = "demo", .version = "2.0"});
  offer();
  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_EQ(files("noarch"), (Files{"demo-1.0-0.conda", "demo-2.0-0.conda"}));
  EXPECT_EQ(told.fetches, Files{"conda/demo/noarch/demo-2.0-0.conda"});
}

TEST_F(CondaSync, TakesOverAPatchedRecordOfTheSameBytes) {
  const auto path = upstream.put({.name = "demo", .depends = {"dep"}});
  offer();
  want("demo");
  ASSERT_EQ(exit_of_sync(), 0) << trouble;

  upstream.set(path, R"({"depends": ["dep <2"]})");
  offer();
  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_NE(published("noarch/repodata.json").find("dep <2"), std::string::npos);
  EXPECT_TRUE(told.fetches.empty());
}

TEST_F(CondaSync, RetiresWhatNobodyAsksForAnyMore) {
  upstream.put({.name = "demo"});
  upstream.put({.name = "dep"});
  offer();
  want("demo");
  want("dep");
  ASSERT_EQ(exit_of_sync(), 0) << trouble;

  want_nothing();
  want("dep");
  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_EQ(files("noarch"), Files{"dep-1.0-0.conda"});
  EXPECT_EQ(told.retirements, Files{"conda/demo/noarch/demo-1.0-0.conda"});
  EXPECT_TRUE(publishes("noarch/demo-1.0-0.conda")) << "a kept generation names it";
}

// With shards, and without.
class CondaForm : public ::testing::TestWithParam<bool>, protected CondaMirror {};
INSTANTIATE_TEST_SUITE_P(AllForms, CondaForm, ::testing::Bool());

TEST_P(CondaForm, LeavesFilesThatUpstreamRemovedFetchable) {
  const auto path = upstream.put({.name = "demo"});
  upstream.put({.name = "demo", .version = "2.0"});
  offer({.shards = GetParam()});
  want("demo");
  ASSERT_EQ(exit_of_sync(), 0) << trouble;

  upstream.remove(path);
  offer({.shards = GetParam()});
  config.limits.generations = 1;
  config.limits.keep_daily = 0;
  config.limits.grace = std::chrono::seconds(0);
  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_EQ(files("noarch"), Files{"demo-2.0-0.conda"});
  EXPECT_NE(published("noarch/repodata.json").find(R"("demo-1.0-0.conda")"), std::string::npos)
      << "it is listed as removed";
  EXPECT_TRUE(publishes("noarch/demo-1.0-0.conda"));
}

TEST_P(CondaForm, KeepsWhatVanishedUpstreamWhereTheChannelIsToldTo) {
  channel().vanished = mirror::Vanished::keep;
  const auto removed = upstream.put({.name = "demo"});
  upstream.put({.name = "demo", .version = "2.0"});
  offer({.shards = GetParam()});
  want("demo");
  ASSERT_EQ(exit_of_sync(), 0) << trouble;

  CondaChannel later(upstream_folder.path());
  later.put({.name = "demo"});
  later.put({.name = "demo", .version = "3.0"});
  later.remove(removed);
  later.write({.shards = GetParam()});
  later.offer_to(server, "/demo");
  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_EQ(files("noarch"), (Files{"demo-2.0-0.conda", "demo-3.0-0.conda"}))
      << "2.0 is not there any more, 1.0 was removed";
}

TEST_F(CondaSync, LeavesRemovedFilesOfADependencyFetchable) {
  upstream.put({.name = "demo", .depends = {"dep"}});
  const auto removed = upstream.put({.name = "dep"});
  upstream.put({.name = "dep", .version = "2.0"});
  offer();
  want("demo +deps");
  ASSERT_EQ(exit_of_sync(), 0) << trouble;

  upstream.remove(removed);
  offer();
  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_EQ(files("noarch"), (Files{"demo-1.0-0.conda", "dep-2.0-0.conda"}));
  EXPECT_TRUE(publishes("noarch/dep-1.0-0.conda"));
  EXPECT_NE(published("noarch/repodata.json").find("\"removed\":[\n\"dep-1.0-0.conda\"]"),
            std::string::npos)
      << published("noarch/repodata.json");
}

TEST_F(CondaSync, PublishesWhatARunDidNotGetToThatHadLookedAlready) {
  upstream.put({.name = "demo"});
  offer();
  want("demo");
  ASSERT_EQ(exit_of_sync(), 0) << trouble;

  upstream.put({.name = "demo", .version = "2.0"});
  offer();
  config.limits.max_bytes = 1;
  EXPECT_NE(exit_of_sync(), 0);
  config.limits.max_bytes = 0;
  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_EQ(files("noarch"), (Files{"demo-1.0-0.conda", "demo-2.0-0.conda"}));
}

TEST_F(CondaSync, PublishesWhatIsNewBesideThePackagesARunWasAskedFor) {
  upstream.put({.name = "demo"});
  offer();
  want("*");
  ASSERT_EQ(exit_of_sync(), 0) << trouble;

  upstream.put({.name = "other"});
  offer();
  EXPECT_EQ(exit_of_sync({.names = {"demo"}}), 0) << trouble;
  EXPECT_EQ(files("noarch"), Files{"demo-1.0-0.conda"});
  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_EQ(files("noarch"), (Files{"demo-1.0-0.conda", "other-1.0-0.conda"}));
}

TEST_F(CondaSync, PublishesNoChannelWithoutNoarch) {
  upstream.put({.name = "demo", .subdir = "linux-64"});
  offer();
  server.offer("/demo/noarch/repodata.json.zst", "garbage");
  want("*");

  EXPECT_EQ(exit_of_sync(), 3) << trouble;

  EXPECT_FALSE(publishes("linux-64/repodata.json"));
  EXPECT_FALSE(publishes("channeldata.json"));
}

TEST_F(CondaSync, TellsOfThoseSubdirsAloneThatAreThere) {
  upstream.put({.name = "demo"});
  offer();
  server.offer("/demo/linux-64/repodata.json.zst", "garbage");
  want("*");

  EXPECT_EQ(exit_of_sync(), 1) << trouble;

  EXPECT_EQ(files("noarch"), Files{"demo-1.0-0.conda"});
  EXPECT_NE(published("channeldata.json").find(R"(1,"subdirs":["noarch"],)"), std::string::npos)
      << published("channeldata.json");
}

TEST_F(CondaSync, PublishesTheSameBytesFromTheSameUpstream) {
  upstream.put({.name = "demo", .run_exports = R"({"weak": ["demo >=1"]})"});
  upstream.put({.name = "dep"}, CondaChannel::As::tar_bz2);
  offer();
  CondaMirror other;
  for (auto* mirror : {static_cast<CondaMirror*>(this), &other}) {
    mirror->channel().upstreams = {server.url("/demo")};
    mirror->clock = Clock(Time(std::chrono::seconds(1'800'000'000)));
    mirror->want("*");
    ASSERT_EQ(mirror->exit_of_sync(), 0) << mirror->trouble;
  }
  for (const auto* page :
       {"noarch/repodata.json", "noarch/repodata.json.zst", "noarch/current_repodata.json",
        "noarch/run_exports.json", "noarch/repodata_shards.msgpack.zst", "channeldata.json"}) {
    EXPECT_FALSE(published(page).empty()) << page;
    EXPECT_EQ(published(page), other.published(page)) << page;
  }
}

TEST_F(CondaSync, PlansWithoutWritingAnything) {
  upstream.put({.name = "demo"});
  offer();
  want("demo");

  const auto outcome = sync({.dry_run = true});

  ASSERT_TRUE(outcome) << outcome.error().words();
  ASSERT_EQ(outcome->plans.size(), 1u);
  EXPECT_EQ(outcome->plans[0].section, "conda/demo");
  EXPECT_EQ(outcome->plans[0].plan.add.files, 1u);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace

}  // namespace adder::testing
