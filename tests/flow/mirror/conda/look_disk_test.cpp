#include "base/io/folder.h"
#include "mirror/store/strays.h"
#include "tests/flow/mirror/conda/looking.h"
#include "tests/support/damage.h"

#include <fstream>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

// What stands on this disk, and what may happen to it.
class LookDisk : public Looking {
 protected:
  LookDisk() {
    put("demo");
    put("dep");
    put("pure", "noarch");
    publish();
  }

  void want_few() {
    wants = [](std::string_view name) {
      return name == "demo";
    };
  }
  fs::path kept_file(std::string_view end) const {
    return file_below(root.path() / "store/upstream/demo/linux-64", end);
  }
  void expect_recovered(std::size_t many) {
    ASSERT_EQ(ask(), "");
    EXPECT_EQ(files().size(), many);
    EXPECT_FALSE(look->is_unchanged());
    ASSERT_EQ(ask(), "");
    EXPECT_EQ(files().size(), many);
    EXPECT_TRUE(look->is_unchanged());
  }
};

TEST_F(LookDisk, ABodyThatWasLostIsFetchedAgain) {
  ASSERT_EQ(ask(), "");
  fs::remove(kept_file(".zst"));
  expect_recovered(2);
}

TEST_F(LookDisk, ABodyOfAnotherSizeIsFetchedAgain) {
  ASSERT_EQ(ask(), "");
  std::ofstream(kept_file(".zst"), std::ios::app) << "more";
  expect_recovered(2);
}

TEST_F(LookDisk, ABodyThatWasDamagedIsFetchedAtTheNextLook) {
  ASSERT_EQ(ask(), "");
  flip(kept_file(".zst"));
  recipe = "more";
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(has(files().back(), "': damaged on this disk"));
  expect_recovered(2);
}

TEST_F(LookDisk, AShardThatWasLostIsFetchedAgain) {
  want_few();
  ASSERT_EQ(ask(), "");
  fs::remove(file_below(root.path() / "store/upstream/demo/linux-64/shards"));
  expect_recovered(1);
}

TEST_F(LookDisk, AShardThatWasDamagedIsFetchedWhereItIsNeeded) {
  want_few();
  ASSERT_EQ(ask(), "");
  flip(file_below(root.path() / "store/upstream/demo/linux-64/shards"));
  ASSERT_EQ(ask(), "");
  ASSERT_TRUE(look->need({"demo"}));
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
  EXPECT_EQ(server.seen().size(), 4u);
  ASSERT_TRUE(look->accept());
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
}

TEST_F(LookDisk, AShardThatWasDamagedIsFetchedAtTheNextLook) {
  want_few();
  ASSERT_EQ(ask(), "");
  flip(file_below(root.path() / "store/upstream/demo/linux-64/shards"));
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(has(files().back(), "': damaged on this disk"));
  expect_recovered(1);
}

TEST_F(LookDisk, AnIndexOfShardsThatWasDamagedIsFetchedAtTheNextLook) {
  want_few();
  ASSERT_EQ(ask(), "");
  flip(kept_file(".repodata_shards.msgpack.zst"));
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(has(files().back(), "': damaged on this disk"));
  expect_recovered(1);
}

TEST_F(LookDisk, WhereNothingMayBeChangedADamagedBodyStays) {
  ASSERT_EQ(ask(), "");
  flip(kept_file(".zst"));
  end_look();
  store.reset();
  store.emplace(*mirror::Store::look(root.path(), Clock()));
  ASSERT_EQ(ask(Accept::no), "");
  EXPECT_TRUE(has(files().back(), "': damaged on this disk"));
  EXPECT_TRUE(fs::exists(kept_file(".zst")));
}

TEST_F(LookDisk, OnlyWhatTheLedgerKnowsBelongsThere) {
  want_few();
  ASSERT_EQ(ask(), "");
  const auto strays = [this] {
    Words paths;
    EXPECT_TRUE(mirror::each_stray(*store, [&](const mirror::Stray& stray) -> Result<void> {
      paths.push_back(stray.path);
      return {};
    }));
    std::ranges::sort(paths);
    return paths;
  };
  EXPECT_EQ(strays(), Words{});

  const auto other = std::string(64, 'a');
  for (const auto& path :
       {cat("demo/linux-64/", other, ".repodata.json.zst"), std::string("demo/linux-64/x"),
        cat("demo/osx-64/shards/", other, ".msgpack.zst"), std::string("x")}) {
    root.write("store/upstream/" + path, "x");
  }
  EXPECT_EQ(strays(), (Words{cat("store/upstream/demo/linux-64/", other, ".repodata.json.zst"),
                             "store/upstream/demo/linux-64/x",
                             cat("store/upstream/demo/osx-64/shards/", other, ".msgpack.zst"),
                             "store/upstream/x"}));
}

TEST_F(LookDisk, ARunThatWasCutOffLeavesNothingBehind) {
  ASSERT_EQ(ask(), "");
  root.write("store/incoming/0123-1.index", "a draft");
  root.write(cat("store/upstream/demo/linux-64/", std::string(64, 'a'), ".repodata.json.zst"),
             "named, and then the power went");
  open();

  EXPECT_EQ(drafts(), 0u);
  EXPECT_EQ(kept(), (Words{"linux-64/*.repodata.json.zst", "noarch/*.repodata.json.zst"}));
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(look->is_unchanged());
}

TEST_F(LookDisk, AFullDiskIsNoTroubleOfUpstreams) {
  ASSERT_EQ(ask(), "");
  put("second");
  publish();
  fs::remove_all(root.path() / "store/incoming");
  EXPECT_TRUE(has(ask(), "cannot create '"));
  EXPECT_TRUE(look->held().empty());
}

}  // namespace

}  // namespace adder::testing
