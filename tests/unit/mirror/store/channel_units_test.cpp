#include "mirror/store/pages.h"
#include "mirror/store/publication.h"
#include "mirror/store/recovery.h"
#include "tests/unit/mirror/store/store_world.h"

#include <algorithm>
#include <utility>

namespace adder::testing {

namespace fs = std::filesystem;

namespace {

const std::string kChannel = mirror::channel_unit("forge");
const std::string kLinux = mirror::subdir_unit("forge", "linux-64");
const std::string kNoarch = mirror::subdir_unit("forge", "noarch");

using Names = std::vector<std::string>;

// Channels and subdirs: units whose pages are files.
class ChannelUnits : public StoreWorld {
 protected:
  static Files index(const std::string& words) {
    return {{"repodata.json", words + " plain"},
            {"repodata.json.zst", words + " packed"},
            {"run_exports.json", words + " exports"}};
  }

  fs::path below(const std::string& unit, const std::string& name) const {
    return root() / "public" / unit / name;
  }
  static bool is_link(const fs::path& path) { return fs::is_symlink(fs::symlink_status(path)); }

  // Those of the unit's names that are there, and those that lead to something.
  Names links(const std::string& unit) const { return names(unit, is_link); }
  Names shown(const std::string& unit) const {
    return names(unit, [](const fs::path& path) { return is_link(path) && fs::exists(path); });
  }

  template <class Fits>
  Names names(const std::string& unit, const Fits& fits) const {
    Names found;
    if (!fs::exists(below(unit, ""))) return found;
    for (const auto& entry : fs::directory_iterator(below(unit, ""))) {
      if (fits(entry.path())) found.push_back(entry.path().filename());
    }
    std::ranges::sort(found);
    return found;
  }

  // The plug was pulled when only some of the switch to this generation had been done.
  static void undo_switch(const mirror::Store& store, int number) {
    ASSERT_TRUE(store.ledger().set("switching", std::int64_t{number}));
  }

  const Names kAll = {".index",           "repodata.json",
                      "repodata.json.gz", "repodata.json.zst",
                      "run_exports.json", "run_exports.json.gz"};
};

TEST_F(ChannelUnits, ShowTheirPagesThroughOneLink) {
  const auto store = open();

  EXPECT_EQ(
      publish_files(store, {file_draft(store, kLinux, index("1"), {{"a-1-0.conda", "package"}})}),
      1);

  EXPECT_EQ(shown(kLinux), kAll);
  EXPECT_EQ(fs::read_symlink(below(kLinux, ".index")), ".indexes/1");
  EXPECT_EQ(fs::read_symlink(below(kLinux, "repodata.json")), ".index/repodata.json");
  EXPECT_EQ(published(kLinux + "/repodata.json"), "1 plain");
  EXPECT_EQ(published(kLinux + "/repodata.json.zst"), "1 packed");
  EXPECT_EQ(published(kLinux + "/a-1-0.conda"), "package");
  EXPECT_EQ(*mirror::sum_of_shown_page(below(kLinux, "repodata.json"), mirror::PageShape::packed),
            io::sha256_of("1 plain"));
}

TEST_F(ChannelUnits, KeepTheDraftAsThePageAndShowACopyOfIt) {
  const auto store = open();
  auto draft = file_draft(store, kLinux, {{"repodata.json", "bytes"}});
  struct stat before {};
  ASSERT_EQ(::stat(draft.pages[0].draft.c_str(), &before), 0);

  publish_files(store, {std::move(draft)});

  struct stat kept {};
  ASSERT_EQ(::stat(store.paths().page(io::sha256_of("bytes")).c_str(), &kept), 0);
  EXPECT_EQ(kept.st_ino, before.st_ino);
  EXPECT_EQ(kept.st_mode & 0777U, 0444U);
  EXPECT_EQ(kept.st_nlink, 1u);
  EXPECT_TRUE(fs::is_empty(store.paths().incoming()));
}

TEST_F(ChannelUnits, MakeNoGenerationWhenNothingChanged) {
  const auto store = open();
  const Files files = {{"a-1-0.conda", "a"}, {"b-1-0.tar.bz2", "b"}};
  publish_files(store, {file_draft(store, kLinux, index("same"), files)});
  const auto before = tree("public");

  EXPECT_EQ(publish_files(store, {file_draft(store, kLinux, index("same"), files)}), std::nullopt);

  EXPECT_EQ(tree("public"), before);
  EXPECT_TRUE(fs::is_empty(store.paths().incoming())) << "drafts that nobody needs are gone";
}

TEST_F(ChannelUnits, ChangeWhenOnlyWhatTheyPromiseChanged) {
  const auto store = open();
  publish_files(store, {file_draft(store, kLinux, index("same"), {{"a-1-0.conda", "a"}})});

  EXPECT_EQ(
      publish_files(store, {file_draft(store, kLinux, index("same"), {{"b-1-0.conda", "b"}})}), 2);

  EXPECT_EQ(published(kLinux + "/b-1-0.conda"), "b");
  EXPECT_EQ(published(kLinux + "/a-1-0.conda"), "a") << "it has its grace";
  EXPECT_EQ(published(kLinux + "/repodata.json"), "same plain");
}

TEST_F(ChannelUnits, TakeAPageThatTheStoreHasWithoutADraft) {
  const auto store = open();
  publish_files(store, {file_draft(store, kLinux, {{"repodata.json", "1"}})});
  publish_files(store, {file_draft(store, kLinux, {{"repodata.json", "2"}})});

  EXPECT_EQ(
      publish_files(
          store, {{.path = kLinux,
                   .pages = {{.name = "repodata.json", .draft = {}, .sha256 = io::sha256_of("1")}},
                   .promises = {}}}),
      3);

  EXPECT_EQ(published(kLinux + "/repodata.json"), "1");
}

TEST_F(ChannelUnits, MayHaveTheSamePageTwice) {
  const auto store = open();

  publish_files(
      store, {file_draft(store, kLinux, {{"current_repodata.json", "{}"}, {"repodata.json", "{}"}}),
              file_draft(store, kNoarch, {{"repodata.json", "{}"}})});

  EXPECT_EQ(published(kLinux + "/current_repodata.json"), "{}");
  EXPECT_EQ(published(kNoarch + "/repodata.json"), "{}");
  EXPECT_TRUE(fs::is_empty(store.paths().incoming()));
}

TEST_F(ChannelUnits, GiveEveryPageALaterTimeThanTheOneBefore) {
  const auto store = open();
  publish_files(store, {file_draft(store, kLinux, index("1"))});
  const auto first = mtime_of(kLinux + "/repodata.json");
  EXPECT_EQ(first, now.time_since_epoch().count());

  publish_files(store, {file_draft(store, kLinux, index("2"))});

  for (const auto* page : {"repodata.json", "repodata.json.gz", "repodata.json.zst"}) {
    EXPECT_EQ(mtime_of(kLinux + '/' + page), first + 1) << page;
  }
}

TEST_F(ChannelUnits, ReplaceAFilesBytesTogetherWithTheirPages) {
  const auto store = open();
  publish_files(store, {file_draft(store, kLinux, index("1"), {{"a-1-0.conda", "old"}})});
  {
    auto draft = file_draft(store, kLinux, index("2"), {{"a-1-0.conda", "new"}});
    auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
    ASSERT_TRUE(publication->put(std::move(draft)));
    EXPECT_EQ(published(kLinux + "/a-1-0.conda"), "old") << "nothing is committed";
  }

  publish_files(store, {file_draft(store, kLinux, index("2"), {{"a-1-0.conda", "new"}})});

  EXPECT_EQ(published(kLinux + "/a-1-0.conda"), "new");
}

TEST_F(ChannelUnits, GainAndLosePages) {
  const auto store = open();
  publish_files(store, {file_draft(store, kLinux, index("1"))});
  auto more = index("2");
  more["repodata.json.bz2"] = "squeezed";
  publish_files(store, {file_draft(store, kLinux, more)});
  EXPECT_EQ(published(kLinux + "/repodata.json.bz2"), "squeezed");

  publish_files(store, {file_draft(store, kLinux, index("3"))});

  EXPECT_EQ(links(kLinux), kAll);
}

TEST_F(ChannelUnits, LoseLinkAndWaysWhenTheyGo) {
  const auto store = open();
  publish_files(store, {file_draft(store, kLinux, index("1"), {{"a-1-0.conda", "a"}}),
                        file_draft(store, kChannel, {{"channeldata.json", "{}"}})});

  publish_files(store, {}, {kLinux, kChannel});

  EXPECT_EQ(links(kLinux), Names());
  EXPECT_EQ(links(kChannel), Names());
  EXPECT_EQ(published(kLinux + "/a-1-0.conda"), "a") << "it has its grace";
  EXPECT_TRUE(fs::exists(below(kLinux, ".indexes/1/repodata.json")))
      << "somebody may be reading it";
}

TEST_F(ChannelUnits, StandInTheManifest) {
  const auto store = open();
  publish_files(store, {file_draft(store, kLinux, {{"repodata.json", "a"}}),
                        file_draft(store, kChannel, {{"channeldata.json", "b"}})});

  const auto manifest = content_of(root() / "store/generations/1");

  EXPECT_TRUE(manifest.ends_with(io::sha256_of("b").hex() + "  conda/forge/channeldata.json\n" +
                                 io::sha256_of("a").hex() +
                                 "  conda/forge/linux-64/repodata.json\n"))
      << manifest;
}

// Of a switch that cannot go on somewhere, exactly what comes before has been done.
TEST_F(ChannelUnits, AppearAllAtOnce) {
  const auto store = open();
  publish_files(store, {file_draft(store, kLinux, index("1"))});
  fs::remove(below(kLinux, ".index"));
  for (const auto& name : links(kLinux)) fs::remove(below(kLinux, name));
  fs::create_directories(below(kLinux, ".index/in the way"));
  undo_switch(store, 1);

  EXPECT_FALSE(mirror::finish_switch(store));
  EXPECT_EQ(links(kLinux), Names(kAll.begin() + 1, kAll.end())) << "all ways are there";
  EXPECT_EQ(shown(kLinux), Names()) << "and none leads to anything";

  fs::remove_all(below(kLinux, ".index"));
  ASSERT_TRUE(mirror::finish_switch(store));
  EXPECT_EQ(shown(kLinux), kAll);
}

TEST_F(ChannelUnits, DisappearAllAtOnce) {
  const auto store = open();
  publish_files(store, {file_draft(store, kLinux, index("1"))});
  publish_files(store, {}, {kLinux});
  fs::create_symlink(".indexes/1", below(kLinux, ".index"));
  for (const auto& name : kAll) {
    if (name != ".index") fs::create_symlink(".index/" + name, below(kLinux, name));
  }
  fs::remove(below(kLinux, "repodata.json"));
  fs::create_directories(below(kLinux, "repodata.json/in the way"));
  undo_switch(store, 2);

  EXPECT_FALSE(mirror::finish_switch(store));
  EXPECT_EQ(shown(kLinux), Names());

  fs::remove_all(below(kLinux, "repodata.json"));
  ASSERT_TRUE(mirror::finish_switch(store));
  EXPECT_EQ(links(kLinux), Names());
}

TEST_F(ChannelUnits, AreSwitchedBeforeWhatNamesThem) {
  const auto store = open();
  const auto draft = [&](const std::string& unit, const std::string& words) {
    return file_draft(store, unit, {{"page", words}});
  };
  const Names in_order = {kNoarch, kLinux, mirror::subdir_unit("a", "noarch"), kChannel,
                          mirror::channel_unit("a")};
  for (const std::string words : {"1", "2"}) {
    std::vector<mirror::FileUnitDraft> drafts;
    for (const auto& unit : in_order) drafts.push_back(draft(unit, words));
    publish_files(store, std::move(drafts));
  }
  // Each one's link in turn cannot be replaced.
  for (std::size_t stuck = 0; stuck < in_order.size(); ++stuck) {
    for (const auto& unit : in_order) {
      fs::remove_all(below(unit, ".index"));
      fs::create_symlink(".indexes/1", below(unit, ".index"));
    }
    fs::remove(below(in_order[stuck], ".index"));
    fs::create_directories(below(in_order[stuck], ".index/in the way"));
    undo_switch(store, 2);

    EXPECT_FALSE(mirror::finish_switch(store));

    for (std::size_t i = 0; i < in_order.size(); ++i) {
      if (i == stuck) continue;
      EXPECT_EQ(published(in_order[i] + "/page"), i < stuck ? "2" : "1") << in_order[i];
    }
  }
}

TEST_F(ChannelUnits, AreCompletedFromWhereverTheSwitchWasCutOff) {
  const auto store = open();
  auto more = index("2");
  more["repodata.json.bz2"] = "squeezed";
  publish_files(store, {file_draft(store, kLinux, more), file_draft(store, kNoarch, index("1"))});
  publish_files(store,
                {file_draft(store, kLinux, index("2")),
                 file_draft(store, kChannel, {{"channeldata.json", "{}"}})},
                {kNoarch});
  const auto complete = tree("public");

  // Links as they were before, in any mixture with links as they are after.
  std::vector<std::pair<std::string, std::string>> before = {
      {kLinux + "/.index", ".indexes/1"},
      {kLinux + "/repodata.json.bz2", ".index/repodata.json.bz2"},
      {kNoarch + "/.index", ".indexes/1"},
      {kNoarch + "/repodata.json", ".index/repodata.json"},
      {kChannel + "/.index", ""},
      {kChannel + "/channeldata.json", ""}};
  for (unsigned mixture = 0; mixture < (1U << before.size()); ++mixture) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      if ((mixture >> i & 1U) == 0) continue;
      const auto link = root() / "public" / before[i].first;
      fs::remove(link);
      if (!before[i].second.empty()) fs::create_symlink(before[i].second, link);
    }
    undo_switch(store, 2);

    const auto finished = mirror::finish_switch(store);

    ASSERT_TRUE(finished) << finished.error().words();
    ASSERT_EQ(tree("public"), complete) << mixture;
  }
}

TEST_F(ChannelUnits, LeaveNothingWhenTheyAreNeverCommitted) {
  const auto before = [&] {
    auto all = tree("public");
    for (const auto& [path, bytes] : tree("store")) {
      // Bytes that came right are kept for the next run.
      if (!path.starts_with("store/blobs")) all[path] = bytes;
    }
    return all;
  };
  {
    auto store = open();
    publish_files(store, {file_draft(store, kLinux, index("1"), {{"a-1-0.conda", "a"}})});
    ASSERT_TRUE(std::move(store).close());
  }
  const auto as_it_was = before();

  cut_off_after([&] {
    const auto store = open();
    const Files files = {{"b-1-0.conda", "b"}, {"shards/aa.msgpack.zst", "shard"}};
    auto changed = file_draft(store, kLinux, index("2"), files);
    auto appeared = file_draft(store, kNoarch, index("2"), files);
    file_draft(store, kChannel, {{"channeldata.json", "never put"}});
    auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
    if (!publication->put(std::move(changed)) || !publication->put(std::move(appeared))) ::_exit(1);
  });
  EXPECT_TRUE(is_there("public/" + kNoarch + "/.indexes/2"));
  EXPECT_TRUE(is_there("public/" + kNoarch + "/shards/aa.msgpack.zst"));

  const auto store = open();

  EXPECT_EQ(before(), as_it_was);
}

}  // namespace

}  // namespace adder::testing
