#include "mirror/store/publication.h"

#include "mirror/store/recovery.h"
#include "mirror/store/unit.h"
#include "tests/unit/mirror/store/store_world.h"

namespace adder::testing {

namespace fs = std::filesystem;

namespace {

using Publication = StoreWorld;

TEST_F(Publication, ShowsEachPageWithItsTwin) {
  auto store = open();

  EXPECT_EQ(publish(store, {{"a", {.words = "first", .files = {{"a-1.whl", "bytes"}}}}}), 1);

  EXPECT_EQ(published("pypi/simple/a/index.html"), "1 html first");
  EXPECT_EQ(published("pypi/simple/a/index.v1_json"), "1 json first");
  EXPECT_TRUE(is_there("public/pypi/simple/a/index.html.gz"));
  EXPECT_EQ(published(public_path("a-1.whl")), "bytes");
  EXPECT_EQ(told.generations, std::vector<int>{1});
}

TEST_F(Publication, MakesNoGenerationWhenNothingChanged) {
  auto store = open();
  publish(store, {{"a", {.words = "same"}}});
  const auto before = tree("public");

  EXPECT_EQ(publish(store, {{"a", {.words = "same"}}}), std::nullopt);

  EXPECT_EQ(tree("public"), before);
  EXPECT_EQ(*mirror::current_generation(store), 1);
  EXPECT_EQ(told.generations, std::vector<int>{1});
}

TEST_F(Publication, ChangesOnlyTheUnitsThatChanged) {
  auto store = open();
  publish(store, {{"a", {.words = "a"}}, {"b", {.words = "b"}}});

  EXPECT_EQ(publish(store, {{"a", {.words = "a"}}, {"b", {.words = "other"}}}), 2);

  EXPECT_EQ(published("pypi/simple/a/index.html"), "1 html a");
  EXPECT_EQ(published("pypi/simple/b/index.html"), "2 html other");
  EXPECT_TRUE(is_there("public/pypi/.pages/b.1/index.html")) << "somebody may be reading it";
}

TEST_F(Publication, TakesAProjectThatIsRemovedOutOfSight) {
  auto store = open();
  publish(store, {{"a", {.words = "a", .files = {{"a-1.whl", "bytes"}}}}, {"b", {.words = "b"}}});
  auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
  ASSERT_TRUE(publication->remove(mirror::project_unit("a")));

  ASSERT_TRUE(std::move(*publication).commit(told));

  EXPECT_FALSE(is_there("public/pypi/simple/a"));
  EXPECT_TRUE(is_there("public/" + public_path("a-1.whl"))) << "it has its grace";
  EXPECT_TRUE(is_there("public/pypi/simple/b"));
}

TEST_F(Publication, WritesAManifestThatNeedsNoLedger) {
  auto store = open();
  publish(store, {{"b", {.words = "b"}}, {"a-b", {.words = "ab"}}, {"a", {.words = "a"}}});

  const auto line = [](const std::string& bytes, const std::string& path) {
    return io::sha256_of(bytes).hex() + "  pypi/simple/" + path + "\n";
  };
  EXPECT_EQ(content_of(root() / "store/generations/1"),
            "adder generation 1\nnumber 1\nmade 2027-01-15T08:00:00Z\ncause sync\n\n" +
                line("1 html ab", "a-b/index.html") + line("1 json ab", "a-b/index.v1_json") +
                line("1 html a", "a/index.html") + line("1 json a", "a/index.v1_json") +
                line("1 html b", "b/index.html") + line("1 json b", "b/index.v1_json"));
}

TEST_F(Publication, GivesEveryPageALaterTimeThanTheOneBefore) {
  auto store = open();
  publish(store, {{"a", {.words = "1"}}});
  const auto first = mtime_of("pypi/simple/a/index.html");
  EXPECT_EQ(first, now.time_since_epoch().count());
  EXPECT_EQ(mtime_of("pypi/simple/a/index.v1_json.gz"), first);

  // The clock stands still, as with SOURCE_DATE_EPOCH.
  publish(store, {{"a", {.words = "2"}}});
  EXPECT_EQ(mtime_of("pypi/simple/a/index.html"), first + 1);
  publish(store, {{"a", {.words = "1"}}});
  EXPECT_EQ(mtime_of("pypi/simple/a/index.html"), first + 2);
}

TEST_F(Publication, GivesALaterTimeAlsoWhenTheClockGoesBackOrTheProjectCameBack) {
  {
    auto store = open();
    publish(store, {{"a", {.words = "1"}}});
    auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
    ASSERT_TRUE(publication->remove(mirror::project_unit("a")));
    ASSERT_TRUE(std::move(*publication).commit(told));
  }
  const auto first = now.time_since_epoch().count();
  pass(-std::chrono::hours(1));
  auto store = open();

  publish(store, {{"a", {.words = "1"}}});

  EXPECT_EQ(mtime_of("pypi/simple/a/index.html"), first + 1);
}

TEST_F(Publication, MayPromiseOneFileOnTwoPages) {
  auto store = open();
  const std::map<std::string, std::string> files = {{"shared-1.whl", "bytes"}};
  publish(store, {{"a", {.words = "a", .files = files}}, {"b", {.words = "b", .files = files}}});

  publish(store, {{"a", {.words = "without"}}});

  EXPECT_EQ(mirror::promises_now(store, mirror::project_unit("a"))->size(), 0u);
  EXPECT_EQ(mirror::promises_now(store, mirror::project_unit("b"))->size(), 1u);
}

TEST_F(Publication, ReplacesACompanionsBytesTogetherWithItsPage) {
  auto store = open();
  publish(store, {{"a", {.words = "1", .files = {{"a-1.whl.metadata", "old"}}}}});
  {
    const Projects changed = {{"a", {.words = "2", .files = {{"a-1.whl.metadata", "new"}}}}};
    bring_home(store, changed);
    auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
    ASSERT_TRUE(put(*publication, changed));
    EXPECT_EQ(published(public_path("a-1.whl.metadata")), "old") << "nothing is committed";
  }
  EXPECT_EQ(published(public_path("a-1.whl.metadata")), "old");

  publish(store, {{"a", {.words = "2", .files = {{"a-1.whl.metadata", "new"}}}}});

  EXPECT_EQ(published(public_path("a-1.whl.metadata")), "new");
}

TEST_F(Publication, LeavesNothingWhenItIsNeverCommitted) {
  std::map<std::string, std::string> before;
  {
    auto store = open();
    publish(store, {{"a", {.words = "a", .files = {{"a-1.whl", "bytes"}}}}});
    ASSERT_TRUE(std::move(store).close());
    before = tree("public");
    for (const auto& [path, bytes] : tree("store")) before[path] = bytes;
  }

  cut_off_after([&] {
    auto store = open();
    const Projects changed = {{"a", {.words = "2", .files = {{"a-2.whl", "more"}}}},
                              {"b", {.words = "new", .files = {{"b-1.whl", "b"}}}}};
    bring_home(store, changed);
    auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
    if (!put(*publication, changed)) ::_exit(1);
    if (!publication->remove(mirror::project_unit("a"))) ::_exit(1);
  });
  EXPECT_TRUE(is_there("public/pypi/.pages/b.2"));

  const auto store = open();

  auto after = tree("public");
  for (const auto& [path, bytes] : tree("store")) after[path] = bytes;
  // Bytes that came right are kept for the next run.
  for (const std::string bytes : {"more", "b"}) {
    EXPECT_EQ(after.erase("store/blobs/sha256/" + mirror::Paths::spread(io::sha256_of(bytes))), 1u);
  }
  EXPECT_EQ(after, before);
}

TEST_F(Publication, IsCompletedByTheNextRunOnceItWasCommitted) {
  std::map<std::string, std::string> complete;
  {
    auto store = open();
    publish(store, {{"a", {.words = "1"}}, {"gone", {.words = "1"}}});
    auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
    ASSERT_TRUE(put(*publication, {{"a", {.words = "2"}}, {"new", {.words = "2"}}}));
    ASSERT_TRUE(publication->remove(mirror::project_unit("gone")));
    ASSERT_TRUE(std::move(*publication).commit(told));
    complete = tree("public");
    // As if the plug had been pulled before the first link was switched.
    ASSERT_TRUE(store.ledger().set("switching", std::int64_t{2}));
  }
  const auto links = root() / "public/pypi/simple";
  fs::remove(links / "new");
  fs::remove(links / "a");
  fs::create_symlink("../.pages/a.1", links / "a");
  fs::create_symlink("../.pages/gone.1", links / "gone");

  const auto store = open();

  EXPECT_EQ(tree("public"), complete);
  EXPECT_EQ(*store.ledger().number("switching"), std::nullopt);
}

TEST_F(Publication, AppearsAsAWholeTheFirstTime) {
  {
    auto store = open();
    publish(store, {{"a", {.words = "1"}}, {"b", {.words = "1"}}});
    ASSERT_TRUE(store.ledger().set("switching", std::int64_t{1}));
  }
  // As if the plug had been pulled when one of two links was made.
  const auto pypi = root() / "public/pypi";
  fs::rename(pypi / "simple", pypi / ".simple");
  fs::remove(pypi / ".simple/b");

  const auto store = open();

  EXPECT_EQ(published("pypi/simple/b/index.html"), "1 html 1");
  EXPECT_FALSE(is_there("public/pypi/.simple"));
}

TEST_F(Publication, ShowsPagesInFoldersOfTheSiteAndHidesThoseThatAreGone) {
  auto store = open();
  const auto site = [&](const std::vector<std::string>& names) {
    return mirror::UnitDraft{
        .path = std::string(mirror::kSite),
        .draw =
            [names](int generation) {
              std::vector<mirror::Page> pages;
              for (const auto& name : names) {
                pages.push_back({.name = name, .bytes = cat(generation, name)});
              }
              return pages;
            },
        .promises = {}};
  };
  const auto publish_site = [&](const std::vector<std::string>& names) {
    auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
    ASSERT_TRUE(publication->put(site(names)));
    ASSERT_TRUE(std::move(*publication).commit(told));
  };

  publish_site({"catalog.json", "catalog/00.json", "catalog/01.json"});
  EXPECT_EQ(published("catalog/01.json"), "1catalog/01.json");
  EXPECT_TRUE(is_there("public/catalog/01.json.gz"));

  publish_site({"catalog.json", "catalog/00.json"});
  EXPECT_EQ(published("catalog/00.json"), "2catalog/00.json");
  EXPECT_FALSE(fs::is_symlink(root() / "public/catalog/01.json"));

  publish_site({"catalog.json"});
  EXPECT_FALSE(is_there("public/catalog"));
}

}  // namespace

}  // namespace adder::testing
