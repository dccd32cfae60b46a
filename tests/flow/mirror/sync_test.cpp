#include "mirror/sync.h"

#include "tests/support/demo_upstream.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

TEST(Sync, PublishesWhatTheListNames) {
  const DemoUpstream upstream;
  PypiMirror mirror(upstream.simple());
  mirror.want("demo-pkg");

  const auto outcome = mirror.sync();

  ASSERT_TRUE(outcome) << outcome.error().words();
  EXPECT_EQ(outcome->exit, 0);
  EXPECT_EQ(outcome->generation, 1);
  EXPECT_NE(mirror.published("pypi/simple/index.html").find("demo-pkg"), std::string::npos);
  EXPECT_TRUE(mirror.publishes("pypi/simple/demo-pkg/index.v1_json"));
}

TEST(Sync, WithNothingNewMakesNoGeneration) {
  const DemoUpstream upstream;
  PypiMirror mirror(upstream.simple());
  mirror.want("demo-pkg");
  ASSERT_TRUE(mirror.sync());
  upstream.forget();

  const auto outcome = mirror.sync();

  ASSERT_TRUE(outcome) << outcome.error().words();
  EXPECT_EQ(outcome->generation, 1);
  EXPECT_TRUE(mirror.told.fetches.empty());
  EXPECT_EQ(upstream.requests(), std::vector<std::string>{"GET /simple/"});
}

TEST(Sync, OfAnEmptyListPublishesAnEmptyMirror) {
  const DemoUpstream upstream;
  PypiMirror mirror(upstream.simple());

  const auto outcome = mirror.sync();

  ASSERT_TRUE(outcome) << outcome.error().words();
  EXPECT_EQ(outcome->exit, 0);
  EXPECT_EQ(outcome->generation, 1);
  EXPECT_TRUE(mirror.publishes("pypi/simple/index.v1_json"));
}

}  // namespace

}  // namespace adder::testing
