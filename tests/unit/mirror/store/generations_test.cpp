#include "mirror/store/generations.h"

#include "tests/unit/mirror/store/store_world.h"

namespace adder::testing {

namespace {

using std::chrono::days;
using std::chrono::hours;
using ::testing::Test;

const Time kNow = Time(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) + hours(12);

mirror::Limits limits(int generations, int keep_daily) {
  mirror::Limits limits;
  limits.generations = generations;
  limits.keep_daily = keep_daily;
  return limits;
}

mirror::Generation made(int number, Time when, bool pinned = false) {
  return {.number = number, .made_at = when, .cause = "sync", .note = {}, .pinned = pinned};
}

TEST(GenerationsToKeep, AreTheNewest) {
  const std::vector<mirror::Generation> all = {made(1, kNow), made(2, kNow), made(5, kNow)};

  EXPECT_EQ(generations_to_keep(all, limits(2, 0), kNow), (std::set<int>{2, 5}));
  EXPECT_EQ(generations_to_keep(all, limits(9, 0), kNow), (std::set<int>{1, 2, 5}));
}

TEST(GenerationsToKeep, AreNeverNone) {
  EXPECT_EQ(generations_to_keep({made(1, kNow - days(99))}, limits(0, 0), kNow),
            (std::set<int>{1}));
  EXPECT_TRUE(generations_to_keep({}, limits(0, 0), kNow).empty());
}

TEST(GenerationsToKeep, AreTheLastOfEachOfTheLastDays) {
  const auto today = std::chrono::floor<days>(kNow);
  const std::vector<mirror::Generation> all = {
      made(1, today - days(2) + hours(23)), made(2, today - days(1)),
      made(3, today - days(1) + hours(1)), made(4, today), made(5, today + hours(1))};

  EXPECT_EQ(generations_to_keep(all, limits(1, 1), kNow), (std::set<int>{5}));
  EXPECT_EQ(generations_to_keep(all, limits(1, 2), kNow), (std::set<int>{3, 5}));
  EXPECT_EQ(generations_to_keep(all, limits(1, 3), kNow), (std::set<int>{1, 3, 5}));
}

TEST(GenerationsToKeep, AreEveryPinnedOne) {
  const std::vector<mirror::Generation> all = {made(1, kNow - days(900), true),
                                               made(2, kNow - days(800)), made(3, kNow)};

  EXPECT_EQ(generations_to_keep(all, limits(1, 5), kNow), (std::set<int>{1, 3}));
}

using Generations = StoreWorld;

TEST_F(Generations, AreRememberedWithTheirCauseAndNote) {
  const auto store = open();
  auto publication = mirror::Publication::begin(store, mirror::Cause::rollback, "was broken");
  ASSERT_TRUE(put(*publication, {{"a", {.words = "a"}}}));
  ASSERT_TRUE(std::move(*publication).commit(told));

  const auto all = mirror::generations(store);

  ASSERT_EQ(all->size(), 1u);
  EXPECT_EQ(all->front().number, 1);
  EXPECT_EQ(all->front().made_at, now);
  EXPECT_EQ(all->front().cause, "rollback");
  EXPECT_EQ(all->front().note, "was broken");
  EXPECT_EQ(all->front().units, 1u);
}

TEST_F(Generations, ArePinnedOnlyWhereTheyExist) {
  const auto store = open();
  publish(store, {{"a", {.words = "a"}}});

  EXPECT_TRUE(mirror::set_pinned(store, 1, true));
  EXPECT_TRUE(mirror::generations(store)->front().pinned);
  EXPECT_TRUE(mirror::set_pinned(store, 1, false));
  EXPECT_FALSE(mirror::generations(store)->front().pinned);
  const auto unknown = mirror::set_pinned(store, 2, true);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind(), Error::Kind::invalid);
}

TEST_F(Generations, AreNotSharedBetweenNumbersAfterACollection) {
  auto store = open();
  EXPECT_EQ(*mirror::current_generation(store), 0);
  publish(store, {{"a", {.words = "1"}}});
  ASSERT_TRUE(store.ledger().database().execute("DELETE FROM generation"));

  EXPECT_EQ(publish(store, {{"a", {.words = "2"}}}), 2);
}

}  // namespace

}  // namespace adder::testing
