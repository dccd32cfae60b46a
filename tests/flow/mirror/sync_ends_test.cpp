#include "base/io/hasher.h"
#include "mirror/hide.h"
#include "mirror/rollback.h"
#include "mirror/store/gc.h"
#include "tests/support/loopback_server.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

bool has(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

// What a run leaves behind besides the pages, where it did not go as a run should.
class SyncEnds : public ::testing::Test {
 protected:
  SyncEnds() {
    server.offer("/simple/", R"({"meta":{"api-version":"1.4"},"projects":[{"name":"demo"}]})",
                 {{"Content-Type", "application/vnd.pypi.simple.v1+json"}});
    mirror.want("demo");
  }

  // One file of the project, its bytes served; `more` are further keys of its entry.
  std::string file(const std::string& version, const std::string& bytes,
                   const std::string& more = "") {
    const auto name = cat("demo-", version, "-py3-none-any.whl");
    server.offer("/files/" + name, bytes);
    return cat(R"({"filename":")", name, R"(","url":"/files/)", name, R"(","hashes":{"sha256":")",
               io::sha256_of(bytes).hex(), R"("})", more, "}");
  }

  void serve(const std::string& files) {
    server.offer(
        "/simple/demo/",
        cat(R"({"meta":{"api-version":"1.4"},"name":"demo","versions":[],"files":[)", files, "]}"),
        {{"Content-Type", "application/vnd.pypi.simple.v1+json"}});
  }

  std::string metadata(const std::string& text) {
    server.offer("/files/demo-1.0-py3-none-any.whl.metadata", text);
    return cat(R"(,"core-metadata":{"sha256":")", io::sha256_of(text).hex(), R"("})");
  }

  std::string status() const { return mirror.published("status.json"); }

  LoopbackServer server;
  PypiMirror mirror{server.url("/simple/")};
};

TEST_F(SyncEnds, AFileTooLargeToBeTrueIsHeldAndHoldsBackNothingElse) {
  mirror.config.limits.min_free = 1;
  serve(cat(file("1.0", "one"), ',', file("2.0", "two", R"(,"size":1000000000000000000)")));

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  ASSERT_EQ(mirror.told.holds.size(), 1u);
  EXPECT_EQ(mirror.told.holds[0].reason, mirror::HeldReason::malformed);
  EXPECT_TRUE(has(mirror.page("demo"), "demo-1.0"));
  EXPECT_FALSE(has(mirror.page("demo"), "demo-2.0"));
}

TEST_F(SyncEnds, ChangedMetadataIsTakenOnceSomebodyAcceptsIt) {
  serve(file("1.0", "one", metadata("Name: demo")));
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  serve(file("1.0", "one", metadata("Name: Demo")));
  const std::string item = "pypi/demo-1.0-py3-none-any.whl.metadata";

  ASSERT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;
  ASSERT_EQ(mirror.told.holds.size(), 1u);
  EXPECT_EQ(mirror.told.holds[0].item, item);
  EXPECT_TRUE(has(mirror.page("demo"), io::sha256_of(std::string_view("Name: demo")).hex()));

  EXPECT_EQ(mirror.exit_of_sync({.accept_changed = {item}}), 0) << mirror.trouble;
  EXPECT_TRUE(has(mirror.page("demo"), io::sha256_of(std::string_view("Name: Demo")).hex()));
  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
}

TEST_F(SyncEnds, AStoppedRunIsRememberedInTheStatus) {
  serve(file("1.0", "one"));
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  std::stop_source stop;
  stop.request_stop();

  ASSERT_FALSE(mirror::sync(mirror.config, mirror.requests, mirror.clock, {}, mirror.told,
                            stop.get_token()));

  EXPECT_TRUE(has(status(), R"("exit": 130)")) << status();
}

TEST_F(SyncEnds, AFrozenMirrorRemembersSinceWhenSomethingIsChanged) {
  serve(file("1.0", "one"));
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  serve(file("1.0", "two"));
  ASSERT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;
  ASSERT_TRUE(mirror::rollback(mirror.config, mirror.clock, 1, mirror::AfterRollback::freeze, "",
                               mirror.told));

  ASSERT_EQ(mirror.exit_of_sync(), 3) << mirror.trouble;

  EXPECT_TRUE(has(status(), R"("reason": "changed")")) << status();
}

TEST_F(SyncEnds, WhatACutOffSyncBroughtWaitsForTheNextWholeOne) {
  serve(file("1.0", "one"));
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  const auto later = Clock(mirror.clock.now() + std::chrono::days(3));
  serve(cat(file("1.0", "one"), ',', file("2.0", "two"), ',', file("3.0", "three")));
  server.withdraw("/files/demo-3.0-py3-none-any.whl");
  mirror.clock = later;
  ASSERT_TRUE(mirror::rollback(mirror.config, mirror.clock, 1, mirror::AfterRollback::freeze, "",
                               mirror.told));
  ASSERT_EQ(mirror.exit_of_sync(), 3) << "frozen: it fetches and publishes nothing";
  ASSERT_TRUE(mirror::release(mirror.config, mirror.clock));

  mirror.clock = Clock(later.now() + std::chrono::days(3));
  const auto store = mirror::Store::open(mirror.config.root, mirror.clock);
  ASSERT_TRUE(store);
  const auto waste = mirror::find_waste(*store, mirror.config.limits);

  ASSERT_TRUE(waste);
  EXPECT_TRUE(waste->blobs.empty()) << "no whole sync has looked at them yet";
}

TEST_F(SyncEnds, ARollbackToWhenSomethingWasHiddenShowsItOnceItIsNotHiddenAnyMore) {
  serve(cat(file("1.0", "one"), ',', file("2.0", "two")));
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  for (const std::string name : {"demo", "demo-2.0-py3-none-any.whl"}) {
    ASSERT_TRUE(mirror::hide(mirror.config, mirror.clock, name, "", mirror.told));
    const auto then = mirror.told.generations.back();
    ASSERT_TRUE(mirror::unhide(mirror.config, mirror.clock, name, mirror.told));

    ASSERT_TRUE(mirror::rollback(mirror.config, mirror.clock, then,
                                 mirror::AfterRollback::keep_syncing, "", mirror.told));

    EXPECT_TRUE(has(mirror.page("demo"), "demo-1.0")) << name;
    EXPECT_TRUE(has(mirror.page("demo"), "demo-2.0")) << name;
  }
}

}  // namespace

}  // namespace adder::testing
