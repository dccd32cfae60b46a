#include "tests/support/plain_index.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

bool has(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

// An upstream in trouble looks like one that lost most of what it had.
class ShrinkGuard : public ::testing::Test {
 protected:
  ShrinkGuard() { mirror.want("demo"); }

  // So many names besides the one that is wanted, and so many files of that.
  void offer(int names, int files) {
    std::vector<std::pair<std::string, PlainIndex::Serial>> listed = {{"demo", {}}};
    for (int i = 1; i < names; ++i) listed.emplace_back("other-" + std::to_string(i), std::nullopt);
    index.list(listed);
    std::vector<PlainIndex::File> offered;
    for (int i = 1; i <= files; ++i) {
      offered.push_back({.name = wheel_name("demo", std::to_string(i)), .bytes = "wheel"});
    }
    index.page("demo", offered);
  }

  void publish(int names, int files) {
    offer(names, files);
    ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  }

  bool publishes_file(int number) const {
    return has(mirror.page("demo"), wheel_name("demo", std::to_string(number)));
  }

  PlainIndex index;
  PypiMirror mirror{index.simple()};
};

TEST_F(ShrinkGuard, LeavesTheSectionAsPublishedWhereTheListShrank) {
  publish(50, 3);
  offer(39, 1);

  EXPECT_EQ(mirror.exit_of_sync(), 3);

  ASSERT_EQ(mirror.told.errors.size(), 1u);
  EXPECT_TRUE(has(mirror.told.errors[0], "projects in the list")) << mirror.told.errors[0];
  EXPECT_TRUE(publishes_file(3));
  EXPECT_EQ(mirror.exit_of_sync(), 3) << "it is not forgotten how much there was";
}

TEST_F(ShrinkGuard, AllowsWhatIsLeftOfAListToBeFourFifths) {
  publish(50, 1);
  offer(40, 1);

  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
}

TEST_F(ShrinkGuard, SaysNothingOfAShortList) {
  publish(49, 1);
  offer(1, 1);

  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
}

TEST_F(ShrinkGuard, LeavesTheSectionAsPublishedWhereTheWantedFilesShrank) {
  publish(1, 50);
  offer(1, 39);

  EXPECT_EQ(mirror.exit_of_sync(), 3);

  ASSERT_EQ(mirror.told.errors.size(), 1u);
  EXPECT_TRUE(has(mirror.told.errors[0], "files of the wanted projects"));
  EXPECT_TRUE(publishes_file(50));
  EXPECT_EQ(mirror.exit_of_sync(), 3) << "it is not forgotten how much there was";
}

TEST_F(ShrinkGuard, CountsTheFilesOfAllWantedProjectsTogether) {
  mirror.want("large");
  std::vector<PlainIndex::File> large;
  for (int i = 1; i <= 200; ++i) {
    large.push_back({.name = wheel_name("large", std::to_string(i)), .bytes = "wheel"});
  }
  index.page("large", large);
  publish(1, 49);
  index.list({{"demo", {}}, {"large", {}}});
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  index.page("demo", {});
  EXPECT_EQ(mirror.exit_of_sync(), 0) << "49 of 249: " << mirror.trouble;
}

TEST_F(ShrinkGuard, SaysNothingOfFewFiles) {
  publish(1, 49);
  offer(1, 1);

  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_FALSE(publishes_file(49));
}

TEST_F(ShrinkGuard, IsSetAsideForOneRunByWhoKnowsBetter) {
  publish(50, 50);
  offer(1, 1);

  EXPECT_EQ(mirror.exit_of_sync({.allow_shrink = {"pypi"}}), 0) << mirror.trouble;
  EXPECT_FALSE(publishes_file(50));
  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
}

TEST_F(ShrinkGuard, DoesNotCountWhatTheAdminNoLongerWants) {
  publish(1, 60);
  mirror.want_nothing();

  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_FALSE(mirror.publishes("pypi/simple/demo"));
}

}  // namespace

}  // namespace adder::testing
