#include "mirror/store/gc.h"
#include "mirror/store/hidden.h"
#include "mirror/store/public_files.h"
#include "mirror/store/staying.h"
#include "tests/unit/mirror/store/store_world.h"

#include <algorithm>

namespace adder::testing {

namespace {

const std::string kLinux = mirror::subdir_unit("forge", "linux-64");
const std::string kNoarch = mirror::subdir_unit("forge", "noarch");
const std::string kMain = mirror::subdir_unit("forge/main", "noarch");
const std::string kShard = "shards/aa.msgpack.zst";

mirror::Limits newest_only(std::chrono::seconds grace) {
  mirror::Limits limits;
  limits.generations = 1;
  limits.keep_daily = 0;
  limits.grace = grace;
  return limits;
}

// Packages and shards of channels, beside a project.
class ChannelFiles : public StoreWorld {
 protected:
  // Which files each unit names. What is not named here is as it was.
  void publish_naming(const std::map<std::string, Files>& units) {
    std::vector<mirror::FileUnitDraft> drafts;
    for (const auto& [unit, files] : units) {
      drafts.push_back(
          file_draft(store, unit, {{"repodata.json", cat("index ", ++drawn_)}}, files));
    }
    publish_files(store, std::move(drafts));
  }

  void collect(std::chrono::seconds grace,
               const std::optional<mirror::NamedPackage>& now_gone = {}) {
    const auto waste = mirror::find_waste(store, newest_only(grace), now_gone);
    ASSERT_TRUE(waste) << waste.error().words();
    ASSERT_TRUE(mirror::remove_waste(store, *waste));
  }

  bool can_be_fetched(const std::string& unit, const std::string& file) const {
    return is_there("public/" + unit + '/' + file);
  }
  bool has_blob(const std::string& bytes) const {
    return std::filesystem::exists(store.paths().blob(io::sha256_of(bytes)));
  }

  mirror::Hidden item(const std::string& name, const std::string& section = "conda/forge") const {
    return {.section = section, .name = name, .cause = "admin", .note = "", .since = now};
  }
  void hide(const mirror::Hidden& item) const {
    ASSERT_TRUE(mirror::hide_item(store, item));
    ASSERT_TRUE(mirror::conceal_files(store));
  }
  void unhide(const mirror::Hidden& item) const {
    ASSERT_TRUE(mirror::unhide_item(store, item.section, item.name, item.cause));
    ASSERT_TRUE(mirror::reveal_files(store, item.section, item.name));
  }

  mirror::Store store = open();

 private:
  int drawn_ = 0;
};

TEST_F(ChannelFiles, LiveAsLongAsAKeptGenerationNamesThemAndTheirGraceLonger) {
  publish_naming({{kLinux, {{"a-1-0.conda", "a"}, {kShard, "shard of a"}}}});
  publish_naming({{kLinux, {{"b-1-0.conda", "b"}}}});

  collect(std::chrono::hours(24));
  EXPECT_TRUE(can_be_fetched(kLinux, "a-1-0.conda") && can_be_fetched(kLinux, kShard));

  collect(std::chrono::hours(0));
  EXPECT_FALSE(can_be_fetched(kLinux, "a-1-0.conda"));
  EXPECT_FALSE(can_be_fetched(kLinux, "shards"));
  EXPECT_FALSE(has_blob("a") || has_blob("shard of a"));
  EXPECT_TRUE(can_be_fetched(kLinux, "b-1-0.conda"));
  EXPECT_TRUE(is_there("public/" + kLinux + "/.indexes/2"));
  EXPECT_FALSE(is_there("public/" + kLinux + "/.indexes/1"));
}

TEST_F(ChannelFiles, OfANamedPackageGoAtOnceFromEveryChannel) {
  const Files files = {{"a-b-1-0.conda", "1"},   {"a-b-2-0.tar.bz2", "2"}, {"a-1-0.conda", "3"},
                       {"a-b-c-1-0.conda", "4"}, {"aa-b-1-0.conda", "5"},  {kShard, "6"}};
  publish_naming({{kLinux, files}, {kMain, files}});
  publish_naming({{kLinux, {}}, {kMain, {{"a-b-1-0.conda", "1"}}}});

  collect(std::chrono::hours(24), mirror::NamedPackage("A-B"));

  EXPECT_FALSE(can_be_fetched(kLinux, "a-b-1-0.conda"));
  EXPECT_FALSE(can_be_fetched(kLinux, "a-b-2-0.tar.bz2"));
  EXPECT_FALSE(can_be_fetched(kMain, "a-b-2-0.tar.bz2"));
  EXPECT_TRUE(can_be_fetched(kMain, "a-b-1-0.conda")) << "it is published";
  for (const std::string other : {"a-1-0.conda", "a-b-c-1-0.conda", "aa-b-1-0.conda"}) {
    EXPECT_TRUE(can_be_fetched(kLinux, other)) << other;
  }
  EXPECT_TRUE(can_be_fetched(kLinux, kShard));
  EXPECT_TRUE(has_blob("1"));
  EXPECT_FALSE(has_blob("2"));
}

TEST_F(ChannelFiles, OfANamedPackageGoTogetherWithTheProjectOfThatName) {
  publish(store, {{"a-b", {.words = "1", .files = {{"a_b-1.whl", "wheel"}}}}});
  publish_naming({{kNoarch, {{"a_b-1-0.conda", "package"}}}});
  publish(store, {{"a-b", {.words = "2"}}});
  publish_naming({{kNoarch, {}}});

  collect(std::chrono::hours(24), mirror::NamedPackage("a_b"));

  EXPECT_FALSE(is_there("public/" + public_path("a_b-1.whl")));
  EXPECT_FALSE(can_be_fetched(kNoarch, "a_b-1-0.conda"));
}

TEST_F(ChannelFiles, OfANameThatNobodyKnowsAreAMistake) {
  publish(store, {{"project", {.words = "1"}}});
  publish_naming({{kLinux, {{"_a_b-1-0.conda", "a"}}}});

  for (const std::string name : {"a_b", "_a", "forge", "shards", "no name at all"}) {
    const auto waste = mirror::find_waste(store, {}, mirror::NamedPackage(name));
    ASSERT_FALSE(waste) << name;
    EXPECT_EQ(waste.error().kind(), Error::Kind::invalid);
    EXPECT_EQ(waste.error().words(), "'" + name + "' is no package of this mirror");
  }
  EXPECT_EQ(*mirror::NamedPackage("_A_b").known_as(store), "_a_b");
  EXPECT_EQ(*mirror::NamedPackage("Project").known_as(store), "project");
}

TEST_F(ChannelFiles, ThatStayAreCounted) {
  publish_naming({{kLinux, {{"a-1-0.conda", "1"}, {"b-1-0.conda", "b"}}}});
  publish_naming({{kLinux, {{"a-1-0.conda", "1"}, {"a-2-0.conda", "2"}}}});

  const auto staying = mirror::staying_files(store, {}, mirror::NamedPackage("a"));

  ASSERT_TRUE(staying);
  EXPECT_EQ(staying->files, 2u);
  EXPECT_EQ(staying->named_by.size(), 2u);
}

TEST_F(ChannelFiles, OfAHiddenPackageGoInAllGenerationsAndComeBack) {
  publish_naming(
      {{kLinux, {{"a-1-0.conda", "1"}, {"a-b-1-0.conda", "2"}}}, {kMain, {{"a-1-0.conda", "1"}}}});
  publish_naming({{kLinux, {{"a-2-0.tar.bz2", "3"}}}});

  hide(item("a"));

  EXPECT_FALSE(can_be_fetched(kLinux, "a-1-0.conda"));
  EXPECT_FALSE(can_be_fetched(kLinux, "a-2-0.tar.bz2"));
  EXPECT_TRUE(can_be_fetched(kLinux, "a-b-1-0.conda"));
  EXPECT_TRUE(can_be_fetched(kMain, "a-1-0.conda")) << "another channel";
  EXPECT_TRUE(has_blob("1") && has_blob("3"));

  unhide(item("a"));
  EXPECT_EQ(published(kLinux + "/a-1-0.conda"), "1");
  EXPECT_EQ(published(kLinux + "/a-2-0.tar.bz2"), "3");
}

TEST_F(ChannelFiles, AreHiddenOneByOne) {
  publish_naming({{kLinux, {{"a-1-0.conda", "1"}, {"a-1-0.tar.bz2", "2"}}},
                  {kNoarch, {{"a-1-0.conda", "3"}}}});

  hide(item("a-1-0.conda"));

  EXPECT_FALSE(can_be_fetched(kLinux, "a-1-0.conda"));
  EXPECT_FALSE(can_be_fetched(kNoarch, "a-1-0.conda"));
  EXPECT_TRUE(can_be_fetched(kLinux, "a-1-0.tar.bz2"));
}

TEST_F(ChannelFiles, AreNotHiddenWithAProjectOfTheirName) {
  publish(store, {{"a", {.words = "1", .files = {{"a-1.whl", "wheel"}}}}});
  publish_naming({{kLinux, {{"a-1-0.conda", "1"}}}});

  hide(item("a", "pypi"));
  EXPECT_TRUE(can_be_fetched(kLinux, "a-1-0.conda"));
  EXPECT_FALSE(is_there("public/" + public_path("a-1.whl")));

  unhide(item("a", "pypi"));
  hide(item("a"));
  EXPECT_FALSE(can_be_fetched(kLinux, "a-1-0.conda"));
  EXPECT_TRUE(is_there("public/" + public_path("a-1.whl")));
}

TEST_F(ChannelFiles, ThatAreHiddenKeepTheirBytesThoughNoGenerationNamesThem) {
  publish_naming({{kLinux, {{"a-1-0.conda", "1"}, {"b-1-0.conda", "2"}}}});
  hide(item("a"));
  publish_naming({{kLinux, {}}});

  collect(std::chrono::seconds(0));

  EXPECT_TRUE(has_blob("1"));
  EXPECT_FALSE(has_blob("2"));
  unhide(item("a"));
  EXPECT_EQ(published(kLinux + "/a-1-0.conda"), "1");
}

TEST_F(ChannelFiles, ThatAreHiddenAndCanBeFetchedAreDamage) {
  publish_naming({{kLinux, {{"a-1-0.conda", "1"}, {"b-1-0.conda", "2"}}}});
  const mirror::PublicFiles kind(store, mirror::PublicFiles::Company::alone);
  ASSERT_TRUE(mirror::hide_item(store, item("a")));
  std::vector<std::string> damaged;

  const auto files = kind.next(nullptr);
  for (const auto& file : *files) {
    if (!kind.trouble(file)) continue;
    damaged.push_back(file.path);
    EXPECT_TRUE(*kind.is_promised(file));
    ASSERT_TRUE(kind.mend(file));
  }

  EXPECT_EQ(damaged, std::vector<std::string>{kLinux + "/a-1-0.conda"});
  EXPECT_FALSE(can_be_fetched(kLinux, "a-1-0.conda"));
}

}  // namespace

}  // namespace adder::testing
