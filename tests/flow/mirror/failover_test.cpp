#include "tests/support/plain_index.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

bool has(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

// Two upstreams that offer the same.
class Failover : public ::testing::Test {
 protected:
  void SetUp() override {
    mirror.config.pypi->upstreams = {first.simple(), second.simple()};
    for (auto* index : {&first, &second}) {
      index->list({{"demo", 5}, {"other", 6}});
      index->page("demo", {{.name = wheel_name("demo", "1.0"), .bytes = "wheel"}}, 5);
      index->page("other", {{.name = wheel_name("other", "1.0"), .bytes = "other"}}, 6);
    }
    mirror.want("demo");
    mirror.want("other");
  }

  static void fail(PlainIndex& index, const std::string& path) {
    index.server.offer(path, "").then_fail(503, Offer::kAlways);
  }

  PlainIndex first;
  PlainIndex second;
  PypiMirror mirror{first.simple()};
};

TEST_F(Failover, AsksOnlyTheFirstWhileItAnswers) {
  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(mirror.publishes("pypi/simple/demo"));
  EXPECT_TRUE(second.server.seen().empty());
  EXPECT_TRUE(mirror.told.warnings.empty());
}

TEST_F(Failover, UsesTheSecondWhereTheFirstFailsAndSaysSo) {
  fail(first, "/simple/");

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  EXPECT_TRUE(mirror.publishes("pypi/simple/demo"));
  ASSERT_EQ(mirror.told.warnings.size(), 1u);
  EXPECT_TRUE(has(mirror.told.warnings[0], first.simple())) << mirror.told.warnings[0];
}

TEST_F(Failover, UsesTheSecondWhereNobodyListensAtTheFirst) {
  mirror.config.pypi->upstreams[0] = "http://127.0.0.1:9/simple/";

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  EXPECT_TRUE(mirror.publishes("pypi/simple/demo"));
  EXPECT_EQ(mirror.told.warnings.size(), 1u);
}

TEST_F(Failover, TakesOnePageFromTheSecondWhereTheFirstCannotGiveIt) {
  fail(first, "/simple/demo/");

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  EXPECT_TRUE(mirror.publishes("pypi/simple/demo"));
  EXPECT_TRUE(second.server.seen("/simple/other/").empty());
}

TEST_F(Failover, ChangesNothingThereAndBackWhereBothHaveTheSame) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  fail(first, "/simple/");
  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;
  EXPECT_TRUE(mirror.told.generations.empty());
  EXPECT_TRUE(mirror.told.fetches.empty());

  first.list({{"demo", 5}, {"other", 6}});
  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_TRUE(mirror.told.generations.empty());
  EXPECT_TRUE(mirror.told.fetches.empty());
}

TEST_F(Failover, DoesNotMeasureOneIndexByTheSerialsOfTheOther) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  fail(first, "/simple/");
  second.list({{"demo", 2}, {"other", 1}});
  second.page("demo", {{.name = wheel_name("demo", "2.0"), .bytes = "wheel 2"}}, 2);
  second.page("other", {{.name = wheel_name("other", "1.0"), .bytes = "other"}}, 1);

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  EXPECT_TRUE(has(mirror.page("demo"), "demo-2.0"));
}

TEST_F(Failover, LeavesWhatIsPublishedWhereAllFail) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  const auto before = mirror.page("demo");
  fail(first, "/simple/");
  fail(second, "/simple/");

  EXPECT_EQ(mirror.exit_of_sync(), 3);

  EXPECT_EQ(mirror.page("demo"), before);
  EXPECT_EQ(mirror.told.errors.size(), 1u);
  EXPECT_EQ(mirror.told.warnings.size(), 1u);
}

}  // namespace

}  // namespace adder::testing
