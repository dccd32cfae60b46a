#include "base/core/text.h"
#include "mirror/pypi/page_in_force.h"
#include "tests/support/distributions.h"
#include "tests/support/loopback_index.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace adder::testing {

namespace {

class Upstreams : public ::testing::Test {
 protected:
  void SetUp() override { index.put("demo", {{.name = "demo-1.0.zip", .bytes = "one"}}); }

  // A second sync of an index that has nothing new: how often a whole page came.
  static std::size_t whole_pages(PypiMirror& mirror, LoopbackIndex& index) {
    mirror.want("demo");
    EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
    index.server.forget_seen();
    EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
    std::size_t whole = 0;
    const auto seen = index.server.seen("/simple/demo/");
    EXPECT_FALSE(seen.empty());
    for (const auto& request : seen) whole += request.if_none_match.empty() ? 1 : 0;
    return whole;
  }

  LoopbackIndex index;
};

TEST_F(Upstreams, ThatRedirectAreAskedConditionally) {
  LoopbackServer front;
  front.handle("/old/", [&](const SeenRequest& request) {
    return redirect_to(cat(index.url(), request.path.substr(std::string("/old/").size())));
  });
  PypiMirror mirror(front.url("/old/"));
  EXPECT_EQ(whole_pages(mirror, index), 0u);
}

TEST_F(Upstreams, WithAPasswordAndInCapitalsAreAskedConditionally) {
  PypiMirror mirror(cat("HTTP://me:secret@LOCALHOST:", index.server.port(), "/simple"));
  EXPECT_EQ(whole_pages(mirror, index), 0u);
}

TEST_F(Upstreams, WithoutAListAreBelievedWhereAPageIs) {
  LoopbackIndex without(LoopbackIndex::List::no);
  without.put("demo", {{.name = "demo-1.0.zip", .bytes = "one"}});
  PypiMirror mirror(without.url());
  mirror.want("demo");
  mirror.want("nobody");

  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(mirror.publishes("pypi/simple/demo/index.html"));
}

TEST_F(Upstreams, WithAMistypedPathPublishAndRetireNothing) {
  PypiMirror mirror(index.server.url("/smple/"));
  mirror.want("demo");
  EXPECT_EQ(mirror.exit_of_sync(), 3) << mirror.trouble;
  ASSERT_EQ(mirror.told.errors.size(), 1u);
  EXPECT_NE(mirror.told.errors[0].find(index.server.url("/smple/")), std::string::npos);

  mirror.config.pypi->upstreams = {index.url()};
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  mirror.config.pypi->upstreams = {index.server.url("/smple/")};

  EXPECT_EQ(mirror.exit_of_sync({.allow_shrink = {"*"}}), 3) << mirror.trouble;
  EXPECT_TRUE(mirror.publishes("pypi/simple/demo/index.html"));
}

// What 'adder why FILE' goes by.
class PageInForce : public Upstreams {
 protected:
  bool names(PypiMirror& mirror, const std::string& project, const std::string& file) {
    const auto store = mirror::Store::look(mirror.config.root, mirror.clock);
    const auto page =
        mirror::page_in_force(*store, *mirror.config.pypi, *pypi::ProjectName::parse(project));
    if (!page || !*page) return false;
    return std::ranges::find((*page)->files, file, &pypi::FileRecord::filename) !=
           (*page)->files.end();
  }
};

TEST_F(PageInForce, NamesTheCentresOwnFiles) {
  const TempFolder own;
  const Distribution tool{.name = "centre-tool", .version = "1.0"};
  own.write(tool.wheel_name(), tool.wheel());
  PypiMirror mirror(index.url());
  mirror.config.pypi->own = {own.path()};
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(names(mirror, "centre-tool", tool.wheel_name()));
}

TEST_F(PageInForce, NamesWhatVanishedAndWasKept) {
  PypiMirror mirror(index.url());
  mirror.config.pypi->vanished = mirror::Vanished::keep;
  mirror.want("demo");
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  index.put("demo", {{.name = "demo-2.0.zip", .bytes = "two"}});
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(names(mirror, "demo", "demo-1.0.zip"));
  EXPECT_TRUE(names(mirror, "demo", "demo-2.0.zip"));
}

// A first upstream that can be switched off, and a second one that has less.
class SecondUpstream : public ::testing::Test {
 protected:
  void SetUp() override {
    first.put("demo",
              {{.name = "demo-1.0.zip", .bytes = "one"}, {.name = "demo-2.0.zip", .bytes = "two"}});
    first.put("other", {{.name = "other-1.0.zip", .bytes = "other"}});
    second.put("demo", {{.name = "demo-1.0.zip", .bytes = "one"},
                        {.name = "demo-3.0.zip", .bytes = "three"}});
    mirror.config.pypi->upstreams.push_back(second.url());
    mirror.config.network.retry.attempts = 1;
    mirror.want("demo");
    mirror.want("other");
  }

  void switch_off(const std::string& path) {
    first.server.offer(path, "").always([](Answer& answer) { answer = {.status = 500}; });
  }
  bool names(const std::string& file) const {
    return mirror.page("demo").find(cat('"', file, '"')) != std::string::npos;
  }

  LoopbackIndex first;
  LoopbackIndex second;
  PypiMirror mirror{first.url()};
};

TEST_F(SecondUpstream, BringsWhatIsNewAndRetiresNothing) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  switch_off("/simple/");

  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;
    EXPECT_EQ(mirror.told.warnings.size(), 1u);
    EXPECT_TRUE(names("demo-1.0.zip") && names("demo-2.0.zip") && names("demo-3.0.zip"));
    EXPECT_TRUE(mirror.publishes("pypi/simple/other/index.html"));
  }

  first.put("other", {{.name = "other-1.0.zip", .bytes = "other"}});
  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_TRUE(names("demo-2.0.zip"));
  EXPECT_FALSE(names("demo-3.0.zip")) << "the first one's word counts again";
}

TEST_F(SecondUpstream, FillsAnEmptyMirror) {
  switch_off("/simple/");

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  EXPECT_TRUE(names("demo-3.0.zip"));
}

TEST_F(SecondUpstream, StandsInForASinglePage) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  switch_off("/simple/demo/");

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  ASSERT_EQ(mirror.told.holds.size(), 1u);
  EXPECT_EQ(mirror.told.holds[0].item, "pypi/demo");
  EXPECT_TRUE(names("demo-2.0.zip") && names("demo-3.0.zip"));

  second.remove("demo");
  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;
  EXPECT_TRUE(names("demo-2.0.zip") && names("demo-3.0.zip"));
}

TEST_F(SecondUpstream, LiftsNoQuarantine) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  first.put("demo", {}, R"(,"project-status":{"status":"quarantined"})");
  EXPECT_EQ(mirror.exit_of_sync({.allow_shrink = {"pypi"}}), 1) << mirror.trouble;
  ASSERT_FALSE(names("demo-1.0.zip"));
  switch_off("/simple/");

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  EXPECT_FALSE(names("demo-1.0.zip"));
}

}  // namespace

}  // namespace adder::testing
