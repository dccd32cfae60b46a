#include "mirror/store/hidden.h"

#include "mirror/store/gc.h"
#include "tests/unit/mirror/store/store_world.h"

namespace adder::testing {

namespace {

class HiddenFiles : public StoreWorld {
 protected:
  mirror::Hidden item(const std::string& name, const std::string& cause = "admin") const {
    return {.section = "pypi", .name = name, .cause = cause, .note = "why", .since = now};
  }

  static bool hide(const mirror::Store& store, const mirror::Hidden& item) {
    const auto hidden = mirror::hide_item(store, item);
    EXPECT_TRUE(hidden && mirror::conceal_files(store));
    return *hidden;
  }

  static bool unhide(const mirror::Store& store, const std::string& name,
                     const std::string& cause = "admin") {
    const auto shown = mirror::unhide_item(store, "pypi", name, cause);
    EXPECT_TRUE(shown && mirror::reveal_files(store, "pypi", name));
    return *shown;
  }

  bool can_be_fetched(const std::string& file) const {
    return is_there("public/" + public_path(file));
  }

  // A project whose files changed from one generation to the next.
  void publish_twice(const mirror::Store& store) {
    publish(store, {{"a",
                     {.words = "1",
                      .files = {{"a-1.whl", "one"},
                                {"a-1.whl.metadata", "meta"},
                                {"a-1.whl.provenance", "attested"}}}}});
    publish(store, {{"a", {.words = "2", .files = {{"a-2.whl", "two"}}}},
                    {"b", {.words = "b", .files = {{"b-1.whl", "b"}}}}});
  }
};

TEST_F(HiddenFiles, OfAProjectGoInAllGenerationsAndComeBack) {
  const auto store = open();
  publish_twice(store);

  EXPECT_TRUE(hide(store, item("a")));
  EXPECT_FALSE(hide(store, item("a"))) << "it was hidden already";
  for (const auto* file : {"a-1.whl", "a-1.whl.metadata", "a-1.whl.provenance", "a-2.whl"}) {
    EXPECT_FALSE(can_be_fetched(file)) << file;
  }
  EXPECT_TRUE(can_be_fetched("b-1.whl"));
  EXPECT_TRUE(*mirror::find_blob(store, io::sha256_of(std::string_view("one"))));

  EXPECT_TRUE(unhide(store, "a"));
  EXPECT_FALSE(unhide(store, "a"));
  for (const auto* file : {"a-1.whl", "a-1.whl.metadata", "a-1.whl.provenance", "a-2.whl"}) {
    EXPECT_TRUE(can_be_fetched(file)) << file;
  }
}

TEST_F(HiddenFiles, OfOneNameTakeTheirCompanionsWithThem) {
  const auto store = open();
  publish_twice(store);

  hide(store, item("a-1.whl"));

  EXPECT_FALSE(can_be_fetched("a-1.whl"));
  EXPECT_FALSE(can_be_fetched("a-1.whl.metadata"));
  EXPECT_FALSE(can_be_fetched("a-1.whl.provenance"));
  EXPECT_TRUE(can_be_fetched("a-2.whl"));
}

TEST_F(HiddenFiles, StayHiddenWhileThereIsAnotherCause) {
  const auto store = open();
  publish_twice(store);
  hide(store, item("a"));
  hide(store, item("a", "quarantined"));
  hide(store, item("a-2.whl"));

  unhide(store, "a");
  EXPECT_FALSE(can_be_fetched("a-1.whl"));
  unhide(store, "a", "quarantined");
  EXPECT_TRUE(can_be_fetched("a-1.whl"));
  EXPECT_FALSE(can_be_fetched("a-2.whl"));
}

TEST_F(HiddenFiles, OfAFileStayHiddenWhileItsProjectIs) {
  const auto store = open();
  publish_twice(store);
  hide(store, item("a"));
  hide(store, item("a-1.whl"));

  unhide(store, "a-1.whl");

  EXPECT_FALSE(can_be_fetched("a-1.whl"));
}

TEST_F(HiddenFiles, AreNotShownByALaterGeneration) {
  const auto store = open();
  publish_twice(store);
  hide(store, item("a-1.whl"));

  publish(store, {{"a", {.words = "1 again", .files = {{"a-1.whl", "one"}}}}});

  EXPECT_FALSE(can_be_fetched("a-1.whl"));
}

TEST_F(HiddenFiles, KeepTheirBytesThoughNoGenerationNamesThem) {
  mirror::Limits limits;
  limits.generations = 1;
  limits.keep_daily = 0;
  limits.grace = std::chrono::seconds(0);
  {
    const auto store = open();
    publish_twice(store);
    hide(store, item("a-1.whl"));
  }
  pass(std::chrono::days(90));
  const auto store = open();
  const auto waste = mirror::find_waste(store, limits);
  ASSERT_TRUE(waste && mirror::remove_waste(store, *waste));

  unhide(store, "a-1.whl");

  EXPECT_EQ(published(public_path("a-1.whl")), "one");
}

// What two projects name.
class SharedHiddenFile : public HiddenFiles {
 protected:
  static Project naming_it() { return {.words = "both", .files = {{"both-1.whl", "both"}}}; }
  static Project naming_nothing() { return {.words = "nothing"}; }
};

TEST_F(SharedHiddenFile, StaysWhereAVisibleProjectNamesIt) {
  const auto store = open();
  publish(store, {{"a", naming_it()}, {"b", naming_it()}});

  hide(store, item("a"));
  EXPECT_TRUE(can_be_fetched("both-1.whl"));
  hide(store, item("b"));
  EXPECT_FALSE(can_be_fetched("both-1.whl"));
  unhide(store, "a");
  EXPECT_TRUE(can_be_fetched("both-1.whl"));
}

TEST_F(SharedHiddenFile, GoesByItsOwnNameWhoeverNamesIt) {
  const auto store = open();
  publish(store, {{"a", naming_it()}, {"b", naming_it()}});

  hide(store, item("both-1.whl"));

  EXPECT_FALSE(can_be_fetched("both-1.whl"));
}

TEST_F(SharedHiddenFile, GoesWhenTheLastVisibleProjectNamesItNoLonger) {
  mirror::Limits limits;
  limits.generations = 1;
  limits.keep_daily = 0;
  limits.grace = std::chrono::seconds(0);
  const auto store = open();
  publish(store, {{"a", naming_it()}, {"b", naming_it()}});
  publish(store, {{"a", naming_nothing()}});
  hide(store, item("a"));
  publish(store, {{"b", naming_nothing()}});

  const auto waste = mirror::find_waste(store, limits);
  ASSERT_TRUE(waste && mirror::remove_waste(store, *waste));

  EXPECT_FALSE(can_be_fetched("both-1.whl"));
  unhide(store, "a");
  EXPECT_EQ(published(public_path("both-1.whl")), "both") << "its bytes stayed";
}

}  // namespace

}  // namespace adder::testing
