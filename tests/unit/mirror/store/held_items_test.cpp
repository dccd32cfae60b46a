#include "mirror/store/held_items.h"

#include "tests/unit/mirror/store/store_world.h"

namespace adder::testing {

namespace {

using mirror::Held;
using mirror::HeldReason;

class HeldItems : public StoreWorld {
 protected:
  // Enters them as a run at this time would.
  void enter(
      const std::string& section, const std::vector<Held>& items,
      const mirror::LookedAt& looked_at = [](const std::string&) { return true; }) {
    const auto store = open();
    const auto entered = mirror::enter_held(store, section, items, looked_at);
    ASSERT_TRUE(entered) << entered.error().words();
  }

  std::vector<mirror::HeldItem> items() { return *mirror::held_items(open()); }

  static Held held(const std::string& item, HeldReason reason = HeldReason::missing) {
    return {.section = "pypi", .item = item, .reason = reason, .received = "HTTP 404"};
  }
};

TEST_F(HeldItems, RememberSinceWhenAndHowOften) {
  const auto first = now;
  enter("pypi", {held("pypi/a.whl")});
  pass(std::chrono::hours(1));
  enter("pypi", {held("pypi/a.whl", HeldReason::forbidden)});

  const auto all = items();

  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].since, first);
  EXPECT_EQ(all[0].tries, 2);
  EXPECT_EQ(all[0].held.reason, HeldReason::forbidden);
  EXPECT_EQ(all[0].held.received, "HTTP 404");
}

TEST_F(HeldItems, BeginAnewAfterTheyWereGone) {
  enter("pypi", {held("pypi/a.whl")});
  enter("pypi", {});
  EXPECT_TRUE(items().empty());
  pass(std::chrono::hours(1));

  enter("pypi", {held("pypi/a.whl")});

  EXPECT_EQ(items()[0].since, now);
  EXPECT_EQ(items()[0].tries, 1);
}

TEST_F(HeldItems, OfOtherSectionsStay) {
  enter("conda/forge", {held("conda/forge/b.conda")});

  enter("pypi", {held("pypi/a.whl")});
  enter("pypi", {});

  ASSERT_EQ(items().size(), 1u);
  EXPECT_EQ(items()[0].held.section, "conda/forge");
}

TEST_F(HeldItems, OfWhatARunDidNotLookAtStay) {
  enter("pypi", {held("pypi/a.whl"), held("pypi/b.whl")});

  enter("pypi", {}, [](const std::string& item) { return item == "pypi/a.whl"; });

  ASSERT_EQ(items().size(), 1u);
  EXPECT_EQ(items()[0].held.item, "pypi/b.whl");
}

TEST_F(HeldItems, CountOneTryThoughARunToldOfThemTwice) {
  enter("pypi", {held("pypi/a.whl"), held("pypi/a.whl", HeldReason::stale)});

  ASSERT_EQ(items().size(), 1u);
  EXPECT_EQ(items()[0].tries, 1);
}

}  // namespace

}  // namespace adder::testing
