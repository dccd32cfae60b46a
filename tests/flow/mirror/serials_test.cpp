#include "tests/support/plain_index.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace adder::testing {

namespace {

using mirror::HeldReason;

bool has(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

// The list of projects tells what serial each page must have at least: a cache on the way may not
// have heard the news yet.
class Serials : public ::testing::Test {
 protected:
  void SetUp() override {
    ::setenv("ADDER_TEST_RETRY_PAUSE_MS", "1", 1);
    index.list({{"late", 1}, {"prompt", 2}});
    offer("late", "1.0", 1);
    offer("prompt", "1.0", 2);
    mirror.want("late");
    mirror.want("prompt");
  }
  void TearDown() override { ::unsetenv("ADDER_TEST_RETRY_PAUSE_MS"); }

  Offer& offer(const std::string& project, const std::string& version, PlainIndex::Serial serial) {
    return index.page(project, {{.name = wheel_name(project, version), .bytes = project + version}},
                      serial);
  }

  // Both projects have news; one page is not there yet.
  void bring_news_of_both() {
    index.list({{"late", 3}, {"prompt", 4}});
    offer("prompt", "2.0", 4);
  }

  PlainIndex index;
  PypiMirror mirror{index.simple()};
};

TEST_F(Serials, SpareEveryPageThatTheListConfirms) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  index.list({{"late", 1}, {"prompt", 4}});
  offer("prompt", "2.0", 4);
  index.server.forget_seen();

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(index.server.seen("/simple/late/").empty());
  EXPECT_TRUE(has(mirror.page("prompt"), "prompt-2.0"));
}

TEST_F(Serials, SetAPageAsideThatIsOlderThanTheListSays) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  const auto before = mirror.page("late");
  bring_news_of_both();

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  ASSERT_EQ(mirror.told.holds.size(), 1u);
  EXPECT_EQ(mirror.told.holds[0].item, "pypi/late");
  EXPECT_EQ(mirror.told.holds[0].reason, HeldReason::stale);
  EXPECT_EQ(mirror.told.holds[0].expected, "serial 3");
  EXPECT_EQ(mirror.page("late"), before);
  EXPECT_TRUE(has(mirror.page("prompt"), "prompt-2.0")) << "it is not kept waiting";
}

TEST_F(Serials, SetANewProjectAsideWhosePageIsOlderThanTheListSays) {
  index.list({{"late", 3}, {"prompt", 2}});

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;
  EXPECT_FALSE(mirror.publishes("pypi/simple/late"));
  EXPECT_TRUE(mirror.publishes("pypi/simple/prompt"));

  offer("late", "1.0", 3);
  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_TRUE(mirror.publishes("pypi/simple/late"));
}

TEST_F(Serials, TakeAPageAsSoonAsItCatchesUp) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  bring_news_of_both();
  ASSERT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;
  EXPECT_EQ(mirror.exit_of_sync(), 1) << "held from an earlier run";
  offer("late", "2.0", 3);

  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(has(mirror.page("late"), "late-2.0"));
  EXPECT_TRUE(mirror.told.holds.empty());
}

TEST_F(Serials, TakeAPageThatCatchesUpWhileItIsAskedForAgain) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  index.list({{"late", 3}, {"prompt", 2}});
  offer("late", "2.0", 3)
      .then(
          [](Answer& answer) {
            answer.body =
                R"({"meta":{"_last-serial":1,"api-version":"1.1"},"name":"late","files":[]})";
          },
          2);
  index.server.forget_seen();

  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(has(mirror.page("late"), "late-2.0"));
  const auto asked = index.server.seen("/simple/late/");
  ASSERT_EQ(asked.size(), 3u);
  EXPECT_FALSE(asked[1].header("Cache-Control").empty()) << "past the cache that is behind";
}

TEST_F(Serials, CountAStaleConfirmationAsStaleToo) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  index.list({{"late", 3}, {"prompt", 2}});

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  ASSERT_EQ(mirror.told.holds.size(), 1u);
  EXPECT_EQ(mirror.told.holds[0].reason, HeldReason::stale);
}

TEST_F(Serials, LetNoOlderListTakeThePlaceOfANewerOne) {
  bring_news_of_both();
  offer("late", "2.0", 3);
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  index.list({{"late", 1}});

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  ASSERT_EQ(mirror.told.holds.size(), 1u);
  EXPECT_EQ(mirror.told.holds[0].item, "pypi/simple");
  EXPECT_TRUE(mirror.publishes("pypi/simple/prompt"));
  EXPECT_TRUE(has(mirror.page("late"), "late-2.0"));
}

}  // namespace

}  // namespace adder::testing
