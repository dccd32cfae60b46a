#include "mirror/store/gc.h"

#include "mirror/store/public_files.h"
#include "tests/unit/mirror/store/store_world.h"

namespace adder::testing {

namespace {

class Gc : public StoreWorld {
 protected:
  static void pin(const mirror::Store& store, int number) {
    ASSERT_TRUE(mirror::set_pinned(store, number, true));
  }

  // Nothing is kept but the newest generation and what is pinned, and nothing has a grace.
  static void collect(const mirror::Store& store) {
    mirror::Limits limits;
    limits.generations = 1;
    limits.keep_daily = 0;
    limits.grace = {};
    const auto waste = mirror::find_waste(store, limits);
    ASSERT_TRUE(waste) << waste.error().words();
    ASSERT_TRUE(mirror::remove_waste(store, *waste));
  }

  // Each public path holds what the ledger says it does.
  static void expect_sound(const mirror::Store& store) {
    const mirror::PublicFiles kind(store, mirror::PublicFiles::Company::alone);
    const auto files = kind.next(nullptr);
    ASSERT_TRUE(files);
    for (const auto& file : *files) {
      EXPECT_EQ(kind.trouble(file).value_or("sound"), "sound") << file.path;
    }
  }

  static Projects naming(const std::string& metadata) {
    return {{"a", {.words = metadata, .files = {{"a-1.whl.metadata", metadata}}}}};
  }
};

TEST_F(Gc, RemembersWhatAPathHoldsAsLongAsThePathStays) {
  const auto store = open();
  for (const auto* const metadata : {"one", "two", "one"}) publish(store, naming(metadata));
  publish(store, {{"a", {.words = "none"}}});
  pin(store, 1);
  pin(store, 2);

  collect(store);

  EXPECT_EQ(published(public_path("a-1.whl.metadata")), "one");
  expect_sound(store);
}

TEST_F(Gc, KeepsTheBytesThatAPathHoldsAsLongAsThePathStays) {
  const auto store = open();
  for (const auto* const metadata : {"one", "two"}) publish(store, naming(metadata));
  publish(store, {{"a", {.words = "none"}}});
  pin(store, 1);

  collect(store);

  EXPECT_EQ(published(public_path("a-1.whl.metadata")), "two");
  expect_sound(store);
}

}  // namespace

}  // namespace adder::testing
