#include "mirror/hide.h"
#include "mirror/verify.h"
#include "tests/support/plain_index.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>

namespace adder::testing {

namespace {

const PlainIndex::File kShared{.name = "shared-1.0.tar.gz", .bytes = "the same for both"};

// Two projects name one file: the same bytes under the same name have the same public path.
class SharedFile : public ::testing::Test {
 protected:
  void SetUp() override {
    mirror.config.limits.generations = 1;
    mirror.config.limits.keep_daily = 0;
    index.list({{"one", {}}, {"two", {}}});
    index.page("one", {kShared});
    index.page("two", {kShared});
    mirror.want("one");
    mirror.want("two");
    sync_on_day(1);
  }

  void sync_on_day(int day) {
    mirror.clock = Clock(Time(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) +
                         std::chrono::days(day - 1));
    EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  }

  int published_files() const {
    const auto folder = mirror.folder.path() / "public/pypi/packages";
    if (!std::filesystem::exists(folder)) return 0;
    int count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }

  bool is_whole() {
    const auto verified = mirror::verify(mirror.config, mirror.clock, {}, mirror.told, {});
    return verified && verified->damages.empty();
  }

  PlainIndex index;
  PypiMirror mirror{index.simple()};
};

TEST_F(SharedFile, IsOneFileThatBothPagesName) {
  EXPECT_EQ(published_files(), 1);
  EXPECT_NE(mirror.page("one").find(kShared.name), std::string::npos);
  EXPECT_NE(mirror.page("two").find(kShared.name), std::string::npos);
  EXPECT_TRUE(is_whole());
}

TEST_F(SharedFile, StaysWhileOneOfThemNamesIt) {
  mirror.want_nothing();
  mirror.want("two");
  for (const int day : {2, 4, 6}) sync_on_day(day);

  EXPECT_FALSE(mirror.publishes("pypi/simple/one"));
  EXPECT_EQ(published_files(), 1);
  EXPECT_TRUE(is_whole());
}

TEST_F(SharedFile, GoesAfterItsGraceOnceNeitherNamesIt) {
  mirror.want_nothing();
  mirror.want("one");
  sync_on_day(2);
  mirror.want_nothing();
  sync_on_day(4);
  EXPECT_EQ(published_files(), 1) << "its grace begins";

  sync_on_day(6);
  EXPECT_EQ(published_files(), 0);
  EXPECT_TRUE(is_whole());
}

TEST_F(SharedFile, ComesBackWithEitherOfThem) {
  mirror.want_nothing();
  for (const int day : {2, 4, 6}) sync_on_day(day);
  ASSERT_EQ(published_files(), 0);
  mirror.want("two");
  sync_on_day(8);

  EXPECT_EQ(published_files(), 1);
  EXPECT_TRUE(is_whole());
}

TEST_F(SharedFile, StaysForTheOtherProjectWhenOneIsHidden) {
  ASSERT_TRUE(mirror::hide(mirror.config, mirror.clock, "one", "", mirror.told));

  EXPECT_EQ(mirror.page("one").find(kShared.name), std::string::npos);
  EXPECT_NE(mirror.page("two").find(kShared.name), std::string::npos);
  EXPECT_EQ(published_files(), 1);
  EXPECT_TRUE(is_whole());

  sync_on_day(2);
  EXPECT_EQ(published_files(), 1);
  ASSERT_TRUE(mirror::hide(mirror.config, mirror.clock, "two", "", mirror.told));
  EXPECT_EQ(published_files(), 0);
  ASSERT_TRUE(mirror::unhide(mirror.config, mirror.clock, "one", mirror.told));
  EXPECT_EQ(published_files(), 1);
  EXPECT_TRUE(is_whole());
}

TEST_F(SharedFile, LeavesBothPagesWhenItIsHidden) {
  ASSERT_TRUE(mirror::hide(mirror.config, mirror.clock, kShared.name, "", mirror.told));

  for (const auto* const project : {"one", "two"}) {
    EXPECT_EQ(mirror.page(project).find(kShared.name), std::string::npos) << project;
  }
  EXPECT_EQ(published_files(), 0);
  EXPECT_TRUE(is_whole());

  ASSERT_TRUE(mirror::unhide(mirror.config, mirror.clock, kShared.name, mirror.told));
  for (const auto* const project : {"one", "two"}) {
    EXPECT_NE(mirror.page(project).find(kShared.name), std::string::npos) << project;
  }
  EXPECT_EQ(published_files(), 1);
  EXPECT_TRUE(is_whole());
}

TEST_F(SharedFile, ComesBackToAPageThatFirstNamedItWhileItWasHidden) {
  index.page("two", {});
  mirror.want_nothing();
  mirror.want("one");
  sync_on_day(2);
  ASSERT_TRUE(mirror::hide(mirror.config, mirror.clock, kShared.name, "", mirror.told));
  mirror.want("two");
  index.page("two", {kShared});
  sync_on_day(3);
  EXPECT_EQ(mirror.page("two").find(kShared.name), std::string::npos);

  ASSERT_TRUE(mirror::unhide(mirror.config, mirror.clock, kShared.name, mirror.told));

  EXPECT_NE(mirror.page("two").find(kShared.name), std::string::npos);
  EXPECT_TRUE(is_whole());
}

}  // namespace

}  // namespace adder::testing
