#include "mirror/hide.h"
#include "mirror/rollback.h"
#include "tests/support/demo_upstream.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using ::testing::Test;

bool has(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

class UpstreamChanges : public Test {
 protected:
  void SetUp() override {
    if (!upstream_.answers()) GTEST_SKIP() << "the demonstration index does not start here";
  }

  // All files below public/pypi/packages, by name.
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    const auto folder = mirror_.folder.path() / "public/pypi/packages";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) names.push_back(entry.path().filename());
    }
    return names;
  }
  bool has_file(const std::string& name) const {
    const auto names = files();
    return std::ranges::find(names, name) != names.end();
  }

  DemoUpstream upstream_;
  PypiMirror mirror_{upstream_.simple()};
};

TEST_F(UpstreamChanges, ANewReleaseArrivesWithTheNextSync) {
  mirror_.want("demo-pkg");
  ASSERT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;
  ASSERT_TRUE(upstream_.change(R"({"change": "release", "name": "demo-pkg", "version": "3.0"})"));

  EXPECT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;

  EXPECT_EQ(mirror_.told.generations, std::vector<int>{2});
  EXPECT_TRUE(has(mirror_.page("demo-pkg"), "demo_pkg-3.0-py3-none-any.whl"));
  EXPECT_TRUE(has_file("demo_pkg-3.0-py3-none-any.whl.metadata"));
}

TEST_F(UpstreamChanges, AYankIsPublishedWithItsReason) {
  mirror_.want("demo-dep");
  ASSERT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;
  upstream_.change(
      R"({"change": "yank", "name": "demo-dep", "version": "2.0", "reason": "loses greetings"})");

  EXPECT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;

  EXPECT_TRUE(has(mirror_.page("demo-dep"), "loses greetings"));
  EXPECT_TRUE(mirror_.told.fetches.empty());
}

TEST_F(UpstreamChanges, AProjectThatVanishedLeavesTheListAndItsFilesHaveTheirGrace) {
  mirror_.want("demo-pkg");
  mirror_.want("demo-leaver");
  ASSERT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;
  upstream_.change(R"({"change": "remove", "name": "demo-leaver"})");

  EXPECT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;

  EXPECT_FALSE(has(mirror_.published("pypi/simple/index.v1_json"), "demo-leaver"));
  EXPECT_FALSE(mirror_.publishes("pypi/simple/demo-leaver"));
  EXPECT_TRUE(has_file("demo_leaver-1.0-py3-none-any.whl"));
}

TEST_F(UpstreamChanges, AProjectThatVanishedStaysWhereVanishedMeansKeep) {
  mirror_.config.pypi->vanished = mirror::Vanished::keep;
  mirror_.want("demo-leaver");
  ASSERT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;
  const auto page = mirror_.page("demo-leaver");
  upstream_.change(R"({"change": "remove", "name": "demo-leaver"})");

  EXPECT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;

  EXPECT_EQ(mirror_.page("demo-leaver"), page);
  EXPECT_TRUE(has(mirror_.published("status.json"), R"("vanished": 2)"))
      << mirror_.published("status.json");
}

TEST_F(UpstreamChanges, NobodyAcceptsAChangeOfWhatIsNotPublished) {
  mirror_.want("demo-leaf");
  ASSERT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;

  for (const auto* const item : {"pypi/demo_laef-1.0-py3-none-any.whl", "all:pipy", "demo-leaf"}) {
    const auto outcome = mirror_.sync({.accept_changed = {item}});
    ASSERT_FALSE(outcome) << item;
    EXPECT_EQ(outcome.error().kind(), Error::Kind::invalid) << item;
  }
}

TEST_F(UpstreamChanges, NewBytesUnderAPublishedNameAreHeldUntilSomebodyAcceptsThem) {
  mirror_.want("demo-leaf");
  ASSERT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;
  const auto before = mirror_.page("demo-leaf");
  upstream_.change(R"({"change": "bytes", "filename": "demo_leaf-1.0-py3-none-any.whl"})");

  EXPECT_EQ(mirror_.exit_of_sync(), 1) << mirror_.trouble;
  ASSERT_EQ(mirror_.told.holds.size(), 1u);
  EXPECT_EQ(mirror_.told.holds[0].item, "pypi/demo_leaf-1.0-py3-none-any.whl");
  EXPECT_EQ(mirror_.told.holds[0].reason, mirror::HeldReason::changed);
  EXPECT_EQ(mirror_.page("demo-leaf"), before);
  EXPECT_EQ(mirror_.exit_of_sync(), 1) << "held from an earlier run";

  EXPECT_EQ(mirror_.exit_of_sync({.accept_changed = {"pypi/demo_leaf-1.0-py3-none-any.whl"}}), 0)
      << mirror_.trouble;
  EXPECT_NE(mirror_.page("demo-leaf"), before);
  EXPECT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;
}

TEST_F(UpstreamChanges, AQuarantinedProjectIsHiddenAtOnceAndComesBackWithItsStatus) {
  mirror_.want("demo-hijacked");
  mirror_.want("demo-pkg");
  ASSERT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;
  ASSERT_TRUE(has_file("demo_hijacked-1.0-py3-none-any.whl"));
  upstream_.change(
      R"({"change": "status", "name": "demo-hijacked", "status": "quarantined", "reason": "bad"})");

  EXPECT_EQ(mirror_.exit_of_sync(), 1) << mirror_.trouble;
  EXPECT_TRUE(has(mirror_.page("demo-hijacked"), "quarantined"));
  EXPECT_FALSE(has(mirror_.page("demo-hijacked"), "whl"));
  EXPECT_FALSE(has_file("demo_hijacked-1.0-py3-none-any.whl"));
  EXPECT_FALSE(has_file("demo_hijacked-1.0-py3-none-any.whl.metadata"));
  EXPECT_FALSE(has(mirror_.published("pypi/simple/index.v1_json"), "demo-hijacked"));
  EXPECT_EQ(mirror_.exit_of_sync(), 0) << "it was told in the run that hid it";

  upstream_.change(R"({"change": "status", "name": "demo-hijacked", "status": "active"})");
  EXPECT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;
  EXPECT_TRUE(has(mirror_.page("demo-hijacked"), "demo_hijacked-1.0-py3-none-any.whl"));
  EXPECT_TRUE(has_file("demo_hijacked-1.0-py3-none-any.whl"));
}

TEST_F(UpstreamChanges, AListThatShrankIsAppliedAndOneThatGrewIsBackFilled) {
  mirror_.want("demo-pkg");
  mirror_.want("demo-leaf");
  ASSERT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;

  mirror_.want_nothing();
  mirror_.want("demo-leaf");
  mirror_.want("demo-dep");
  EXPECT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;

  EXPECT_FALSE(mirror_.publishes("pypi/simple/demo-pkg"));
  EXPECT_TRUE(mirror_.publishes("pypi/simple/demo-dep"));
}

TEST_F(UpstreamChanges, SyncingOnlyOnePackageLeavesTheOthersAsTheyAre) {
  mirror_.want("demo-pkg");
  mirror_.want("demo-leaf");
  ASSERT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;
  upstream_.change(R"({"change": "release", "name": "demo-pkg", "version": "3.0"})");
  upstream_.change(R"({"change": "release", "name": "demo-leaf", "version": "3.0"})");

  EXPECT_EQ(mirror_.exit_of_sync({.names = {"Demo_Leaf"}}), 0) << mirror_.trouble;

  EXPECT_TRUE(has(mirror_.page("demo-leaf"), "demo_leaf-3.0"));
  EXPECT_FALSE(has(mirror_.page("demo-pkg"), "demo_pkg-3.0"));
}

TEST_F(UpstreamChanges, ADryRunTellsThePlanAndTouchesNothing) {
  mirror_.want("demo-pkg", mirror::Dependencies::yes);

  const auto outcome = mirror_.sync({.dry_run = true});

  ASSERT_TRUE(outcome) << outcome.error().words();
  ASSERT_EQ(outcome->plans.size(), 1u);
  EXPECT_GT(outcome->plans[0].plan.add.files, 10u);
  EXPECT_TRUE(std::filesystem::is_empty(mirror_.folder.path()));
}

TEST_F(UpstreamChanges, DependenciesComeAlongAsFarAsAResolverCouldChooseThem) {
  mirror_.want("demo-pkg", mirror::Dependencies::yes);

  EXPECT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;

  EXPECT_TRUE(mirror_.publishes("pypi/simple/demo-dep"));
  EXPECT_TRUE(mirror_.publishes("pypi/simple/demo-leaf"));
  EXPECT_FALSE(mirror_.publishes("pypi/simple/demo-big"));
}

TEST_F(UpstreamChanges, RollbackPublishesTheOldPagesAgainAndFreezes) {
  mirror_.want("demo-pkg");
  ASSERT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;
  upstream_.change(R"({"change": "release", "name": "demo-pkg", "version": "3.0"})");
  ASSERT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;

  const auto made = mirror::rollback(mirror_.config, mirror_.clock, 1,
                                     mirror::AfterRollback::freeze, "3.0 is broken", mirror_.told);

  ASSERT_TRUE(made) << made.error().words();
  EXPECT_EQ(*made, 3);
  EXPECT_FALSE(has(mirror_.page("demo-pkg"), "demo_pkg-3.0"));
  EXPECT_TRUE(has(mirror_.page("demo-pkg"), R"("_last-serial":3)"));
  EXPECT_EQ(mirror_.exit_of_sync(), 3) << "the mirror is frozen";
  EXPECT_FALSE(has(mirror_.page("demo-pkg"), "demo_pkg-3.0"));
  ASSERT_TRUE(*mirror::release(mirror_.config, mirror_.clock));
  EXPECT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;
  EXPECT_TRUE(has(mirror_.page("demo-pkg"), "demo_pkg-3.0"));
}

TEST_F(UpstreamChanges, WhatIsHiddenStaysHiddenThroughSyncsAndRollbacks) {
  mirror_.want("demo-pkg");
  ASSERT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;

  ASSERT_TRUE(mirror::hide(mirror_.config, mirror_.clock, "demo_pkg-1.0-py3-none-any.whl", "bad",
                           mirror_.told));
  EXPECT_FALSE(has_file("demo_pkg-1.0-py3-none-any.whl"));
  EXPECT_EQ(mirror_.exit_of_sync(), 0) << mirror_.trouble;
  ASSERT_TRUE(mirror::rollback(mirror_.config, mirror_.clock, 1,
                               mirror::AfterRollback::keep_syncing, "", mirror_.told));

  EXPECT_FALSE(has(mirror_.page("demo-pkg"), "demo_pkg-1.0-py3-none-any.whl"));
  EXPECT_FALSE(has_file("demo_pkg-1.0-py3-none-any.whl"));
  EXPECT_TRUE(has_file("demo_pkg-2.0-py3-none-any.whl"));

  ASSERT_TRUE(
      mirror::unhide(mirror_.config, mirror_.clock, "demo_pkg-1.0-py3-none-any.whl", mirror_.told));
  EXPECT_TRUE(has(mirror_.page("demo-pkg"), "demo_pkg-1.0-py3-none-any.whl"));
  EXPECT_TRUE(has_file("demo_pkg-1.0-py3-none-any.whl"));
}

}  // namespace

}  // namespace adder::testing
