#include "mirror/words/plan.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::Artifact;
using mirror::make_plan;
using mirror::PublishedFile;
using mirror::Reason;

Sha256 sum(char digit) {
  return *Sha256::from_hex(std::string(64, digit));
}

Artifact artifact(const std::string& item, char digit, std::uint64_t size = 10) {
  Artifact artifact;
  artifact.item = item;
  artifact.sha256 = sum(digit);
  artifact.size = size;
  return artifact;
}

const mirror::Answers kNo = {.is_in_store = [](const Sha256&) { return false; },
                             .is_accepted =
                                 [](const Artifact&) {
                                   return false;
                                 }};

TEST(Plan, FetchesWhatIsMissingAndRetiresWhatNobodyWants) {
  const std::vector wanted = {artifact("pypi/b", 'b', 7), artifact("pypi/a", 'a', 5)};
  const std::vector<PublishedFile> published = {{"pypi/b", sum('b'), 7}, {"pypi/c", sum('c'), 3}};

  const auto plan = make_plan(wanted, published, kNo);

  ASSERT_EQ(plan.fetch.size(), 1U);
  EXPECT_EQ(plan.fetch[0].artifact.item, "pypi/a");
  EXPECT_EQ(plan.fetch[0].why, Reason::missing);
  EXPECT_EQ(plan.bytes, 5U);
  ASSERT_EQ(plan.retire.size(), 1U);
  EXPECT_EQ(plan.retire[0].item, "pypi/c");
  EXPECT_EQ(plan.leave.bytes, 3U);
}

TEST(Plan, HoldsNewBytesUnderAPublishedName) {
  const std::vector wanted = {artifact("pypi/a", 'b')};
  const std::vector<PublishedFile> published = {{"pypi/a", sum('a'), 10}};

  const auto plan = make_plan(wanted, published, kNo);

  EXPECT_TRUE(plan.fetch.empty());
  EXPECT_TRUE(plan.retire.empty());
  ASSERT_EQ(plan.changed.size(), 1U);
  EXPECT_EQ(plan.changed[0].published.sha256, sum('a'));
  EXPECT_EQ(plan.changed[0].artifact.sha256, sum('b'));
}

TEST(Plan, FetchesNewBytesThatSomebodyAccepted) {
  const std::vector wanted = {artifact("pypi/a", 'b')};
  const std::vector<PublishedFile> published = {{"pypi/a", sum('a'), 10}};
  auto answers = kNo;
  answers.is_accepted = [](const Artifact& one) {
    return one.item == "pypi/a";
  };

  const auto plan = make_plan(wanted, published, answers);

  ASSERT_EQ(plan.fetch.size(), 1U);
  EXPECT_EQ(plan.fetch[0].why, Reason::changed);
  EXPECT_EQ(plan.add.files, 0U);
  EXPECT_EQ(plan.change.files, 1U);
}

TEST(Plan, DownloadsNothingThatTheStoreHas) {
  auto answers = kNo;
  answers.is_in_store = [](const Sha256& asked) {
    return asked == sum('a');
  };

  const auto plan =
      make_plan(std::vector{artifact("a", 'a', 5), artifact("b", 'b', 7)}, {}, answers);

  EXPECT_EQ(plan.add.files, 2U);
  EXPECT_EQ(plan.add.bytes, 12U);
  EXPECT_EQ(plan.bytes, 7U);
}

TEST(Plan, TellsBytesApartBySizeWhereUpstreamGivesNoChecksum) {
  auto same = artifact("a", 'a', 10);
  same.sha256.reset();
  auto longer = artifact("b", 'b', 11);
  longer.sha256.reset();
  const std::vector<PublishedFile> published = {{"a", sum('1'), 10}, {"b", sum('2'), 10}};

  const auto plan = make_plan(std::vector{same, longer}, published, kNo);

  ASSERT_EQ(plan.changed.size(), 1U);
  EXPECT_EQ(plan.changed[0].artifact.item, "b");
}

TEST(Plan, TellsBytesApartByOtherChecksumsWhereUpstreamGivesNoSha256) {
  auto changed = artifact("a", 'a');
  changed.other_hashes = {{"md5", "00"}};
  auto anchored = changed;
  anchored.item = "b";
  changed.sha256.reset();
  const std::vector<PublishedFile> published = {{"a", sum('1'), 10}, {"b", sum('a'), 10}};
  auto answers = kNo;
  answers.has_other_hashes = [](const Artifact&, const PublishedFile&) {
    return false;
  };

  const auto plan = make_plan(std::vector{changed, anchored}, published, answers);

  ASSERT_EQ(plan.changed.size(), 1U);
  EXPECT_EQ(plan.changed[0].artifact.item, "a");
}

TEST(Plan, OfASectionIsTheSumOfItsProjects) {
  auto plan = make_plan(std::vector{artifact("a", 'a', 5)}, {}, kNo);
  plan.append(make_plan({}, std::vector<PublishedFile>{{"b", sum('b'), 3}}, kNo));

  const auto planned = totals(plan, "pypi");

  EXPECT_EQ(planned.section, "pypi");
  EXPECT_EQ(planned.add, 1U);
  EXPECT_EQ(planned.retire, 1U);
  EXPECT_EQ(planned.bytes, 5U);
}

}  // namespace

}  // namespace adder::testing
