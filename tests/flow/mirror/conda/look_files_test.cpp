#include "tests/flow/mirror/conda/looking.h"

#include <sys/stat.h>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;
using Reason = mirror::HeldReason;

// The channel lies in a folder of this machine.
class LookFiles : public Looking {
 protected:
  LookFiles() {
    put("demo");
    put("dep");
    put("pure", "noarch");
    channel.write();
    config.upstreams = {channel.folder().native()};
  }
  std::string url(std::string_view path) const {
    return cat("file://", channel.folder().native(), '/', path);
  }
};

TEST_F(LookFiles, IsReadLikeAnyOther) {
  for (const auto& upstream : {channel.folder().native(), url(""), url("noarch/..")}) {
    config.upstreams = {upstream};
    ASSERT_EQ(ask(Accept::no), "") << upstream;
    EXPECT_EQ(files(), (Words{"demo-1.0-0.conda", "dep-1.0-0.conda"}));
    EXPECT_EQ(files("noarch"), Words{"pure-1.0-0.conda"});
  }
  config.upstreams = {channel.folder().native()};
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(index("noarch")->package_urls("a.conda"), Words{url("noarch/a.conda")});
}

TEST_F(LookFiles, IsNotReadAgainWhileNothingChanges) {
  ASSERT_EQ(ask(), "");
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(look->is_unchanged());

  put("second");
  channel.write();
  ASSERT_EQ(ask(), "");
  EXPECT_FALSE(look->is_unchanged());
  EXPECT_EQ(files().size(), 3u);
}

TEST_F(LookFiles, GivesItsShardsToo) {
  wants = [](std::string_view name) {
    return name == "demo";
  };
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(index("linux-64")->is_sharded());
  EXPECT_EQ(files(), Words{"demo-1.0-0.conda"});
}

TEST_F(LookFiles, MayBeAnotherMirrorWhoseIndexesAreLinks) {
  for (const std::string subdir : {"noarch", "linux-64"}) {
    const auto folder = channel.folder() / subdir;
    fs::create_directories(folder / ".indexes/7");
    fs::create_directory_symlink(".indexes/7", folder / ".index");
    for (const std::string form : {"repodata.json", "repodata.json.zst", "repodata.json.bz2"}) {
      fs::rename(folder / form, folder / ".indexes/7" / form);
      fs::create_symlink(".index/" + form, folder / form);
    }
  }
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(files().size(), 2u);
}

TEST_F(LookFiles, DoesNotLeadOutOfItsFolder) {
  ASSERT_EQ(ask(), "");
  TempFolder outside;
  const auto elsewhere = outside.write("x.zst", upstream_file("linux-64/repodata.json.zst"));
  fs::remove(channel.folder() / "linux-64/repodata.json.zst");
  fs::create_symlink(elsewhere, channel.folder() / "linux-64/repodata.json.zst");
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(reason(), Reason::blocked);
  EXPECT_TRUE(has(detail(), "leads out of its folder"));
  EXPECT_EQ(files().size(), 2u);
}

TEST_F(LookFiles, IsCheckedLikeAnyOther) {
  ASSERT_EQ(ask(), "");
  upstream_folder.write("linux-64/repodata.json.zst", "garbage");
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(reason(), Reason::malformed);

  fs::remove(channel.folder() / "linux-64/repodata.json.zst");
  ASSERT_EQ(::mkfifo((channel.folder() / "linux-64/repodata.json.zst").c_str(), 0600), 0);
  ASSERT_EQ(ask(), "");
  EXPECT_EQ(kept(), (Words{"linux-64/*.repodata.json", "noarch/*.repodata.json.zst"}));
}

TEST_F(LookFiles, ThatIsNotThereIsNoEmptyChannel) {
  config.upstreams = {channel.folder() / "not-mounted"};
  EXPECT_TRUE(has(ask(), "cannot open folder '"));
  config.upstreams = {channel.folder() / "linux-64"};
  EXPECT_TRUE(has(ask(), "there is no channel here"));
}

TEST_F(LookFiles, StandsInForAServer) {
  config.upstreams.insert(config.upstreams.begin(), "http://127.0.0.1:9/chan");
  ASSERT_EQ(ask(), "");
  EXPECT_TRUE(index("linux-64")->is_second_hand());
  EXPECT_EQ(files().size(), 2u);
}

TEST_F(LookFiles, LeadsToNoFileThatIsNotItsOwn) {
  channel.set_shard_info("linux-64", cat(R"({"shards_base_url":"file:///etc/"})"));
  channel.write();
  wants = [](std::string_view name) {
    return name == "demo";
  };
  ASSERT_EQ(ask(), "");
  ASSERT_EQ(told.warnings.size(), 1u);
  EXPECT_TRUE(has(told.warnings[0], "it lies in no upstream's folder"));
  EXPECT_FALSE(index("linux-64")->is_sharded());
}

}  // namespace

}  // namespace adder::testing
