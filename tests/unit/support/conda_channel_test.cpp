#include "tests/support/conda_channel.h"

#include "base/conda/shard.h"
#include "base/conda/shard_index.h"
#include "base/io/hasher.h"
#include "base/io/zstd.h"
#include "tests/support/http.h"
#include "tests/support/loopback_server.h"
#include "tests/support/repodata.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace adder::testing {

namespace {

std::string unpacked(const std::string& packed) {
  const auto text = io::unzstd(packed, 1 << 20);
  EXPECT_TRUE(text) << text.error().words();
  return text ? *text : "";
}

class CondaChannelTest : public ::testing::Test {
 protected:
  std::string file(std::string_view path) const { return content_of(folder_ / path); }

  const TempFolder folder_;
  CondaChannel channel_{folder_.path()};
};

TEST_F(CondaChannelTest, AllIndexesSayTheSameOfAPackage) {
  const auto path = channel_.put({.name = "demo", .run_exports = R"({"weak":["demo"]})"});
  channel_.put({.name = "dep", .subdir = "linux-64"}, CondaChannel::As::tar_bz2);
  channel_.write();

  const auto heard = hear_repodata(file("noarch/repodata.json"));
  ASSERT_EQ(path, "noarch/demo-1.0-0.conda");
  const auto sum = io::sha256_of(file(path)).hex();
  const auto record = std::ranges::find_if(heard, [](const std::string& line) {
    return line.starts_with("packages.conda demo-1.0-0.conda ");
  });
  ASSERT_NE(record, heard.end());
  EXPECT_NE(record->find(sum), record->npos);
  EXPECT_EQ(unpacked(file("noarch/repodata.json.zst")), file("noarch/repodata.json"));

  const auto index = conda::read_shard_index(unpacked(file("noarch/repodata_shards.msgpack.zst")));
  ASSERT_TRUE(index) << index.error().words();
  ASSERT_EQ(index->shards.size(), 1u);
  const auto shard = file("noarch/shards/" + index->shards[0].sha256.hex() + ".msgpack.zst");
  HeardRepodata from_shard;
  ASSERT_TRUE(conda::read_shard(unpacked(shard), from_shard));
  ASSERT_EQ(from_shard.lines.size(), 1u);
  EXPECT_NE(from_shard.lines[0].find(sum), std::string::npos);
  EXPECT_NE(from_shard.lines[0].find(R"("run_exports":{"weak":["demo"]})"), std::string::npos);
  EXPECT_NE(file("noarch/run_exports.json").find(R"({"run_exports":{"weak":["demo"]}})"),
            std::string::npos);
  EXPECT_NE(file("linux-64/repodata.json").find("dep-1.0-0.tar.bz2"), std::string::npos);
}

TEST_F(CondaChannelTest, WhatIsRemovedIsNamedAsRemoved) {
  const auto path = channel_.put({.name = "demo"});
  channel_.remove(path);
  channel_.write();

  EXPECT_FALSE(std::filesystem::exists(folder_ / path));
  EXPECT_NE(file("noarch/repodata.json").find(R"("removed":["demo-1.0-0.conda"])"),
            std::string::npos);
}

TEST_F(CondaChannelTest, RecordsAndIndexesSayWhatATestWantsThemToSay) {
  const auto path = channel_.put({.name = "demo"});
  channel_.set(path, R"({"depends":null,"size":7})");
  channel_.drop(path, "sha256");
  channel_.set_repodata("noarch", R"({"info":{"base_url":"https://example.org/"},"v3":{}})");
  channel_.set_shard_info("noarch", R"({"shards_base_url":""})");
  channel_.write({.bz2 = false});

  const auto repodata = file("noarch/repodata.json");
  EXPECT_EQ(repodata.find("sha256"), repodata.npos);
  EXPECT_NE(repodata.find(R"("depends":null)"), repodata.npos);
  EXPECT_NE(repodata.find(R"("size":7)"), repodata.npos);
  EXPECT_NE(repodata.find(R"({"base_url":"https://example.org/","subdir":"noarch"})"),
            repodata.npos);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "noarch/repodata.json.bz2"));
  const auto shards = unpacked(file("noarch/repodata_shards.msgpack.zst"));
  EXPECT_EQ(shards.find("./shards/"), shards.npos);
}

TEST_F(CondaChannelTest, IsServedWithEveryFile) {
  LoopbackServer server;
  const auto path = channel_.put({.name = "demo"});
  channel_.write();
  channel_.offer_to(server, "/channel");

  const auto reply = get(server.url("/channel/" + path));

  EXPECT_EQ(reply.body, file(path));
}

}  // namespace

}  // namespace adder::testing
