#include "mirror/hide.h"
#include "mirror/rollback.h"
#include "tests/support/plain_index.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

const std::vector<std::string> kIndexFiles = {
    "pypi/simple/index.html",
    "pypi/simple/index.v1_json",
    "pypi/simple/demo/index.html",
    "pypi/simple/demo/index.v1_json",
    "catalog.json",
};

// Servers tell browsers and caches by the time of a file, in whole seconds, whether it changed.
class PageTimes : public ::testing::Test {
 protected:
  PageTimes() {
    mirror.want("demo");
    mirror.want("other");
    index.page("other", {{.name = wheel_name("other", "1.0")}});
    index.list({{"demo", {}}, {"other", {}}});
  }

  void publish_at(std::chrono::seconds second, const std::string& version) {
    mirror.clock = Clock(Time(std::chrono::seconds(1'800'000'000)) + second);
    index.page("demo", {{.name = wheel_name("demo", version), .bytes = version}});
    ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  }

  // Seconds, of each index file and its twin.
  std::map<std::string, std::int64_t> times() const {
    std::map<std::string, std::int64_t> out;
    for (const auto& file : kIndexFiles) {
      for (const auto& name : {file, file + ".gz"}) {
        struct stat found {};
        EXPECT_EQ(::stat((mirror.folder.path() / "public" / name).c_str(), &found), 0) << name;
        EXPECT_EQ(found.st_mtim.tv_nsec, 0) << name;
        out[name] = found.st_mtim.tv_sec;
      }
    }
    return out;
  }

  // That every index file, and its twin, is later than it was.
  void expect_later() {
    const auto now = times();
    for (const auto& [name, time] : before) EXPECT_GT(now.at(name), time) << name;
    before = now;
  }

  PlainIndex index;
  PypiMirror mirror{index.simple()};
  std::map<std::string, std::int64_t> before;
};

TEST_F(PageTimes, AreThoseOfTheirPublication) {
  publish_at(std::chrono::seconds(7), "1.0");

  for (const auto& [name, time] : times()) EXPECT_EQ(time, 1'800'000'007) << name;
}

TEST_F(PageTimes, GrowThoughTwoPublicationsFallIntoOneSecond) {
  publish_at(std::chrono::seconds(0), "1.0");
  before = times();

  for (const auto* version : {"2.0", "1.0", "3.0"}) {
    publish_at(std::chrono::seconds(0), version);
    expect_later();
  }
}

TEST_F(PageTimes, GrowThoughTheClockGoesBackwards) {
  publish_at(std::chrono::hours(1), "1.0");
  before = times();

  publish_at(std::chrono::seconds(0), "2.0");
  expect_later();
  publish_at(std::chrono::hours(2), "3.0");
  expect_later();
  EXPECT_EQ(before.at("pypi/simple/demo/index.html"), 1'800'007'200) << "as soon as it can";
}

TEST_F(PageTimes, GrowThroughRollbackHidingAndShowing) {
  publish_at(std::chrono::seconds(0), "1.0");
  publish_at(std::chrono::seconds(0), "2.0");
  before = times();

  ASSERT_TRUE(mirror::rollback(mirror.config, mirror.clock, 1, mirror::AfterRollback::keep_syncing,
                               "", mirror.told));
  expect_later();
  ASSERT_TRUE(mirror::hide(mirror.config, mirror.clock, "demo", "", mirror.told));
  expect_later();
  ASSERT_TRUE(mirror::unhide(mirror.config, mirror.clock, "demo", mirror.told));
  expect_later();
}

TEST_F(PageTimes, GrowThoughTheProjectWasAwayInBetween) {
  publish_at(std::chrono::seconds(0), "1.0");
  const auto first = times();
  mirror.config.limits.generations = 1;
  mirror.config.limits.keep_daily = 0;
  mirror.config.limits.grace = std::chrono::seconds(0);
  mirror.want_nothing();
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  mirror.want("demo");
  publish_at(std::chrono::seconds(0), "1.0");

  before = first;
  expect_later();
}

TEST_F(PageTimes, StayWhereNothingChanged) {
  publish_at(std::chrono::seconds(0), "1.0");
  before = times();
  const auto other = mirror.folder.path() / "public/pypi/simple/other/index.html";
  struct stat first {};
  ASSERT_EQ(::stat(other.c_str(), &first), 0);

  publish_at(std::chrono::hours(1), "1.0");
  EXPECT_EQ(times(), before);

  publish_at(std::chrono::hours(1), "2.0");
  struct stat second {};
  ASSERT_EQ(::stat(other.c_str(), &second), 0);
  EXPECT_EQ(second.st_mtim.tv_sec, first.st_mtim.tv_sec);
}

}  // namespace

}  // namespace adder::testing
