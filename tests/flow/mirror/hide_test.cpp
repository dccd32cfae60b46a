#include "mirror/hide.h"

#include "mirror/store/hidden.h"
#include "mirror/verify.h"
#include "tests/support/demo_upstream.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using mirror::Hiding;

class Hide : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!upstream.answers()) GTEST_SKIP() << "the demonstration index does not start here";
    mirror.want("demo-pkg");
    ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
    page = mirror.page("demo-pkg");
  }

  Hiding hide(const std::string& name) {
    const auto hidden = mirror::hide(mirror.config, mirror.clock, name, "why", mirror.told);
    EXPECT_TRUE(hidden) << hidden.error().words();
    return *hidden;
  }
  Hiding unhide(const std::string& name) {
    const auto shown = mirror::unhide(mirror.config, mirror.clock, name, mirror.told);
    EXPECT_TRUE(shown) << shown.error().words();
    return *shown;
  }

  bool is_whole() {
    const auto verified = mirror::verify(mirror.config, mirror.clock, {}, mirror.told, {});
    return verified && verified->damages.empty();
  }

  // The page without the line that tells the generation.
  static std::string files_of(const std::string& page) { return page.substr(page.find("files")); }

  const DemoUpstream upstream;
  PypiMirror mirror{upstream.simple()};
  std::string page;
};

TEST_F(Hide, ASyncLeavesAHiddenProjectAlone) {
  ASSERT_EQ(hide("demo-pkg"), Hiding::done);
  upstream.forget();

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_EQ(upstream.requests(), std::vector<std::string>{"GET /simple/"});
  EXPECT_TRUE(mirror.told.generations.empty());
  ASSERT_EQ(mirror.told.plans.size(), 1u);
  EXPECT_EQ(mirror.told.plans[0].add, 0u);
}

TEST_F(Hide, WhatWasHiddenComesBackAsItWas) {
  hide("demo-pkg");
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_EQ(unhide("demo-pkg"), Hiding::done);

  EXPECT_EQ(files_of(mirror.page("demo-pkg")), files_of(page));
  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_TRUE(mirror.told.generations.empty());
}

TEST_F(Hide, WhatCameMeanwhileArrivesAfterwards) {
  hide("demo-pkg");
  ASSERT_TRUE(upstream.change(R"({"change": "release", "name": "demo-pkg", "version": "3.0"})"));
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_TRUE(mirror.told.fetches.empty());
  unhide("demo-pkg");
  EXPECT_EQ(mirror.page("demo-pkg").find("demo_pkg-3.0"), std::string::npos);

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_NE(mirror.page("demo-pkg").find("demo_pkg-3.0"), std::string::npos);
}

// A channel may hide a package of the same name, and have files that look like anybody's.
TEST_F(Hide, LeavesChannelsAndProjectsApart) {
  {
    auto store = mirror::Store::open(mirror.config.root, mirror.clock);
    ASSERT_TRUE(store);
    ASSERT_TRUE(mirror::hide_item(*store, {.section = "conda/forge",
                                           .name = "demo-pkg",
                                           .cause = "admin",
                                           .note = "",
                                           .since = store->now()}));
    ASSERT_TRUE(std::move(*store).close());
  }
  ASSERT_TRUE(upstream.change(R"({"change": "release", "name": "demo-pkg", "version": "3.0"})"));

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_NE(mirror.page("demo-pkg").find("demo_pkg-3.0"), std::string::npos);
}

TEST_F(Hide, ASyncLeavesAHiddenFileAlone) {
  const std::string file = "demo_pkg-2.0-py3-none-any.whl";
  ASSERT_EQ(hide(file), Hiding::done);
  upstream.forget();

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_EQ(upstream.requests(), std::vector<std::string>{"GET /simple/"});
  EXPECT_EQ(mirror.page("demo-pkg").find(file), std::string::npos);

  unhide(file);
  EXPECT_EQ(files_of(mirror.page("demo-pkg")), files_of(page));
}

TEST_F(Hide, OfAProjectThatIsRetiredMeanwhileDoesNotOutliveIt) {
  mirror.config.limits.grace = std::chrono::seconds(0);
  mirror.config.limits.generations = 1;
  mirror.config.limits.keep_daily = 0;
  hide("demo-pkg");
  mirror.want_nothing();
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_EQ(unhide("demo-pkg"), Hiding::done);
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  mirror.want("demo-pkg");

  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_EQ(files_of(mirror.page("demo-pkg")), files_of(page));
  EXPECT_TRUE(is_whole());
}

TEST_F(Hide, OfAProjectThatIsRetiredMeanwhileLastsUntilItIsShownAgain) {
  hide("demo-pkg");
  mirror.want_nothing();
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  mirror.want("demo-pkg");
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_EQ(mirror.page("demo-pkg").find(".whl"), std::string::npos);

  unhide("demo-pkg");
  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_EQ(files_of(mirror.page("demo-pkg")), files_of(page));
  EXPECT_TRUE(is_whole());
}

TEST_F(Hide, IsNoNewsTwice) {
  EXPECT_EQ(hide("demo-pkg"), Hiding::done);
  EXPECT_EQ(hide("demo-pkg"), Hiding::already);
  EXPECT_EQ(unhide("demo-pkg"), Hiding::done);
  EXPECT_EQ(unhide("demo-pkg"), Hiding::already);
}

}  // namespace

}  // namespace adder::testing
