#include "mirror/hide.h"

#include "mirror/rollback.h"
#include "tests/support/conda_mirror.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Files = std::vector<std::string>;

class CondaHiding : public ::testing::Test, protected CondaMirror {
 protected:
  void SetUp() override {
    upstream.put({.name = "demo"});
    upstream.put({.name = "demo", .version = "2.0"});
    upstream.put({.name = "dep"});
    offer();
    want("*");
    ASSERT_EQ(exit_of_sync(), 0) << trouble;
  }

  void hide(const std::string& name) {
    const auto hidden = mirror::hide(config, clock, name, "", told);
    ASSERT_TRUE(hidden) << hidden.error().words();
  }
  void unhide(const std::string& name) {
    const auto shown = mirror::unhide(config, clock, name, told);
    ASSERT_TRUE(shown) << shown.error().words();
  }
};

TEST_F(CondaHiding, APackageLeavesEveryIndexAndItsFilesCannotBeFetched) {
  hide("demo");

  EXPECT_EQ(files("noarch"), Files{"dep-1.0-0.conda"});
  EXPECT_EQ(published("noarch/current_repodata.json").find("demo-"), std::string::npos);
  EXPECT_EQ(published("noarch/run_exports.json").find("demo-"), std::string::npos);
  EXPECT_EQ(published("channeldata.json").find("\"demo\""), std::string::npos);
  EXPECT_FALSE(publishes("noarch/demo-1.0-0.conda"));
  EXPECT_FALSE(publishes("noarch/demo-2.0-0.conda"));
  EXPECT_TRUE(publishes("noarch/dep-1.0-0.conda"));
}

TEST_F(CondaHiding, OneFileCanBeHiddenAlone) {
  hide("demo-1.0-0.conda");

  EXPECT_EQ(files("noarch"), (Files{"demo-2.0-0.conda", "dep-1.0-0.conda"}));
  EXPECT_FALSE(publishes("noarch/demo-1.0-0.conda"));
}

TEST_F(CondaHiding, WhatIsShownAgainIsWhatItWas) {
  const auto before = published("noarch/repodata.json");
  hide("demo");
  unhide("demo");

  EXPECT_EQ(published("noarch/repodata.json"), before);
  EXPECT_TRUE(publishes("noarch/demo-1.0-0.conda"));
}

TEST_F(CondaHiding, ASyncKeepsItHiddenAndASecondOneBringsItBackOnlyWhenAllowed) {
  hide("demo");
  upstream.put({.name = "demo", .version = "3.0"});
  upstream.put({.name = "new"});
  offer();
  EXPECT_EQ(exit_of_sync(), 0) << trouble;
  EXPECT_EQ(files("noarch"), (Files{"dep-1.0-0.conda", "new-1.0-0.conda"}));
  EXPECT_FALSE(publishes("noarch/demo-3.0-0.conda"));

  unhide("demo");
  EXPECT_EQ(exit_of_sync(), 0) << trouble;
  EXPECT_EQ(files("noarch").size(), 5u);
  EXPECT_TRUE(publishes("noarch/demo-3.0-0.conda"));
}

TEST_F(CondaHiding, StaysHiddenAfterARollback) {
  hide("demo");
  const auto back =
      mirror::rollback(config, clock, 1, mirror::AfterRollback::keep_syncing, "", told);
  ASSERT_TRUE(back) << back.error().words();

  EXPECT_EQ(files("noarch"), Files{"dep-1.0-0.conda"});
  EXPECT_FALSE(publishes("noarch/demo-1.0-0.conda"));

  unhide("demo");
  EXPECT_EQ(files("noarch").size(), 3u);
  EXPECT_TRUE(publishes("noarch/demo-1.0-0.conda"));
}

TEST_F(CondaHiding, AFrozenMirrorFetchesAheadAndPublishesNothing) {
  upstream.put({.name = "new"});
  offer();
  ASSERT_EQ(exit_of_sync(), 0) << trouble;
  ASSERT_TRUE(mirror::rollback(config, clock, 1, mirror::AfterRollback::freeze, "", told));
  const auto before = published("noarch/repodata.json");
  upstream.put({.name = "newer"});
  offer();

  EXPECT_EQ(exit_of_sync(), 3) << trouble;
  EXPECT_EQ(told.fetches, Files{"conda/demo/noarch/newer-1.0-0.conda"});
  EXPECT_EQ(published("noarch/repodata.json"), before);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path() / "store/incoming"));

  ASSERT_TRUE(mirror::release(config, clock));
  EXPECT_EQ(exit_of_sync(), 0) << trouble;
  EXPECT_EQ(files("noarch").size(), 5u);
}

TEST_F(CondaHiding, ARollbackGivesTheSameBytesAndTheNextSyncGoesOn) {
  const auto before = published("noarch/repodata.json");
  upstream.put({.name = "new"});
  offer();
  ASSERT_EQ(exit_of_sync(), 0) << trouble;
  const auto after = published("noarch/repodata.json");

  ASSERT_TRUE(mirror::rollback(config, clock, 1, mirror::AfterRollback::keep_syncing, "", told));
  EXPECT_EQ(published("noarch/repodata.json"), before);

  EXPECT_EQ(exit_of_sync(), 0) << trouble;
  EXPECT_EQ(published("noarch/repodata.json"), after);
}

}  // namespace

}  // namespace adder::testing
