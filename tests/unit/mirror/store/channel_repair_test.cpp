#include "mirror/store/founding.h"
#include "mirror/store/gc.h"
#include "mirror/store/page_files.h"
#include "mirror/store/shown_links.h"
#include "mirror/store/shown_pages.h"
#include "mirror/store/strays.h"
#include "tests/support/damage.h"
#include "tests/unit/mirror/store/store_world.h"

#include <algorithm>

namespace adder::testing {

namespace fs = std::filesystem;

namespace {

const std::string kLinux = mirror::subdir_unit("forge", "linux-64");
const std::string kChannel = mirror::channel_unit("forge");

// A channel that was whole before something happened to it.
class ChannelRepair : public StoreWorld {
 protected:
  void SetUp() override {
    publish_files(store, {file_draft(store, kLinux,
                                     {{"repodata.json", "plain"}, {"repodata.json.zst", "packed"}},
                                     {{"a-1-0.conda", "a"}, {"shards/aa.msgpack.zst", "shard"}}),
                          file_draft(store, kChannel, {{"channeldata.json", "{}"}})});
    whole_ = tree("public");
  }

  // Every damage of the kind, and all is as it was after each was mended.
  template <class Kind>
  std::vector<std::string> mend_all() const {
    const Kind kind(store);
    std::vector<std::string> damages;
    auto things = kind.next(nullptr);
    while (things && !things->empty()) {
      const auto last = things->back();
      for (const auto& thing : *things) {
        if (!kind.trouble(thing)) continue;
        damages.push_back(kind.path(thing));
        const auto mended = kind.mend(thing);
        EXPECT_TRUE(mended) << mended.error().words();
        EXPECT_FALSE(kind.trouble(thing)) << *kind.trouble(thing);
        EXPECT_TRUE(*kind.is_promised(thing));
      }
      things = kind.next(&last);
    }
    std::ranges::sort(damages);
    return damages;
  }

  std::vector<std::string> strays() const {
    std::vector<std::string> paths;
    const auto visit = [&](const mirror::Stray& stray) -> Result<void> {
      paths.push_back(stray.path);
      return {};
    };
    EXPECT_TRUE(mirror::each_stray(store, visit));
    EXPECT_TRUE(mirror::each_shown_stray(store, visit));
    std::ranges::sort(paths);
    return paths;
  }

  void clear_strays() const {
    const auto clear = [&](const mirror::Stray& stray) {
      return clear_away(store, stray);
    };
    EXPECT_TRUE(mirror::each_stray(store, clear));
    EXPECT_TRUE(mirror::each_shown_stray(store, clear));
  }

  fs::path in_public(const std::string& path) const { return root() / "public" / path; }

  using Paths = std::vector<std::string>;
  mirror::Store store = open();
  std::map<std::string, std::string> whole_;
};

TEST_F(ChannelRepair, FindsNothingInAWholeOne) {
  EXPECT_EQ(mend_all<mirror::PageFiles>(), Paths());
  EXPECT_EQ(mend_all<mirror::ShownPages>(), Paths());
  EXPECT_EQ(mend_all<mirror::ShownLinks>(), Paths());
  EXPECT_EQ(strays(), Paths());
}

TEST_F(ChannelRepair, MendsPagesThatAreShown) {
  const auto pages = kLinux + "/.indexes/1/";
  flip(in_public(pages + "repodata.json"));
  fs::remove(in_public(pages + "repodata.json.zst"));
  flip(in_public(kChannel + "/.indexes/1/channeldata.json.gz"));

  EXPECT_EQ(mend_all<mirror::ShownPages>(),
            (Paths{"public/conda/forge/.indexes/1/channeldata.json.gz",
                   "public/conda/forge/linux-64/.indexes/1/repodata.json",
                   "public/conda/forge/linux-64/.indexes/1/repodata.json.zst"}));

  EXPECT_EQ(tree("public"), whole_);
}

TEST_F(ChannelRepair, MendsPagesInTheStoreFromWhatIsShown) {
  for (const std::string page : {"plain", "packed", "{}"}) {
    flip(store.paths().page(io::sha256_of(page)));
  }
  // The plain copy is gone as well: there still is its twin.
  fs::remove(in_public(kLinux + "/.indexes/1/repodata.json"));

  EXPECT_EQ(mend_all<mirror::PageFiles>().size(), 3u);

  EXPECT_EQ(content_of(store.paths().page(io::sha256_of("plain"))), "plain");
  EXPECT_TRUE(fs::is_empty(store.paths().incoming()));
}

TEST_F(ChannelRepair, DoesNotTakeOtherBytesForThePage) {
  flip(store.paths().page(io::sha256_of("packed")));
  flip(in_public(kLinux + "/.indexes/1/repodata.json.zst"));
  const mirror::PageFiles pages(store);

  ASSERT_TRUE(pages.mend(io::sha256_of("packed")));
  EXPECT_TRUE(pages.trouble(io::sha256_of("packed")));

  const mirror::ShownPages shown(store);
  const auto things = shown.next(nullptr);
  const auto broken =
      std::ranges::find(*things, "repodata.json.zst", &mirror::ShownPages::Thing::name);
  ASSERT_NE(broken, things->end());
  ASSERT_TRUE(shown.mend(*broken));
  EXPECT_TRUE(shown.trouble(*broken));
}

TEST_F(ChannelRepair, MendsLinks) {
  fs::remove(in_public(kLinux + "/.index"));
  fs::remove(in_public(kLinux + "/repodata.json"));
  folder.write("public/" + kLinux + "/repodata.json", "somebody's own");
  fs::remove(in_public(kChannel + "/channeldata.json.gz"));
  EXPECT_EQ(strays(), Paths()) << "what stands where a link belongs is no stray";

  EXPECT_EQ(mend_all<mirror::ShownLinks>(),
            (Paths{"public/conda/forge/channeldata.json.gz", "public/conda/forge/linux-64/.index",
                   "public/conda/forge/linux-64/repodata.json"}));

  EXPECT_EQ(tree("public"), whole_);
}

TEST_F(ChannelRepair, FindsWhatDoesNotBelongThere) {
  const Paths odd = {
      "public/conda/forge/linux-64/.indexes/1/repodata.json.zst.gz",
      "public/conda/forge/linux-64/.indexes/2/repodata.json",
      "public/conda/forge/linux-64/b-1-0.conda",
      "public/conda/forge/linux-64/shards/.bb.copy",
      "public/conda/forge/osx-64/.indexes/1/repodata.json",
      "public/conda/other/linux-64/a-1-0.conda",
      "public/conda/readme.txt",
  };
  for (const auto& path : odd) folder.write(path, "odd");
  fs::create_symlink(".index/more.json", in_public(kLinux + "/more.json"));
  fs::create_symlink(".indexes/1", in_public("conda/.index"));

  EXPECT_EQ(strays(),
            (Paths{"public/conda/.index", odd[0], "public/conda/forge/linux-64/.indexes/2", odd[2],
                   "public/conda/forge/linux-64/more.json", odd[3],
                   "public/conda/forge/osx-64/.indexes/1", odd[5], odd[6]}));
  clear_strays();

  EXPECT_EQ(tree("public"), whole_) << "and no empty folders are left";
}

TEST_F(ChannelRepair, LeavesNoEmptyFoldersOfWhatIsGone) {
  mirror::Limits limits;
  limits.generations = 1;
  limits.keep_daily = 0;
  limits.grace = std::chrono::seconds(0);
  publish_files(store, {}, {kLinux, kChannel});

  const auto waste = mirror::find_waste(store, limits);
  ASSERT_TRUE(waste && mirror::remove_waste(store, *waste));

  EXPECT_EQ(tree("public"), Files());
  EXPECT_FALSE(is_there("store/pages/" + mirror::Paths::spread(io::sha256_of("plain"))));
  EXPECT_FALSE(fs::exists(store.paths().blob(io::sha256_of("shard"))));
}

TEST_F(ChannelRepair, IsNotBegunAnewWhereTheLedgerIsGone) {
  const mirror::Paths paths{root()};
  fs::remove(paths.ledger());
  fs::remove(store.paths().generation(1));

  const auto founded = mirror::is_founded(paths);

  ASSERT_FALSE(founded);
  EXPECT_EQ(founded.error().kind(), Error::Kind::refused);
}

}  // namespace

}  // namespace adder::testing
