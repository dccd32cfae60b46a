#include "base/conda/shard_index.h"
#include "base/io/hasher.h"
#include "base/io/zstd.h"
#include "tests/support/demo_upstream.h"
#include "tests/support/http.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace adder::testing {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMost = std::size_t{1} << 20;

// The channel that other tests and the quickstart trust: it must behave as a channel does.
class DemoChannelTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(upstream_.answers()); }

  std::string body(const std::string& path) const {
    return get(upstream_.channel() + '/' + path).body;
  }
  Json repodata(const std::string& subdir) const {
    return Json::parse(body(subdir + "/repodata.json"));
  }
  Json app() const { return repodata("linux-64")["packages.conda"]["demo-app-1.0-h0_0.conda"]; }

  DemoUpstream upstream_;
};

TEST_F(DemoChannelTest, OffersPackagesThatAreWhatItsIndexSays) {
  for (const std::string subdir : {"noarch", "linux-64"}) {
    const auto index = repodata(subdir);
    EXPECT_EQ(index["info"]["subdir"], subdir);
    for (const auto* section : {"packages", "packages.conda"}) {
      EXPECT_FALSE(index[section].empty());
      for (const auto& [file, record] : index[section].items()) {
        const auto bytes = body(subdir + '/' + file);
        EXPECT_EQ(bytes.size(), record["size"]) << file;
        EXPECT_EQ(io::sha256_of(bytes).hex(), record["sha256"]) << file;
      }
    }
  }
}

TEST_F(DemoChannelTest, SaysTheSameInAllItsIndexes) {
  const auto packed = io::unzstd(body("noarch/repodata.json.zst"), kMost);
  ASSERT_TRUE(packed) << packed.error().words();
  EXPECT_EQ(*packed, body("noarch/repodata.json"));

  const auto text = io::unzstd(body("noarch/repodata_shards.msgpack.zst"), kMost);
  ASSERT_TRUE(text) << text.error().words();
  const auto index = conda::read_shard_index(*text);
  ASSERT_TRUE(index) << index.error().words();
  EXPECT_GE(index->shards.size(), 4U);
  for (const auto& shard : index->shards) {
    const auto bytes = body("noarch/shards/" + shard.sha256.hex() + ".msgpack.zst");
    EXPECT_EQ(io::sha256_of(bytes), shard.sha256) << shard.name;
  }
}

TEST_F(DemoChannelTest, AnswersNothingTwiceToThoseWhoKnow) {
  const auto url = upstream_.channel() + "/noarch/repodata.json.zst";
  const auto first = get(url);

  const auto second = ask({.url = url, .headers = {"If-None-Match: " + first.headers.at("etag")}});

  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(get(upstream_.channel() + "/noarch/repodata.json.bz2").status, 404);
}

TEST_F(DemoChannelTest, LetsItsStoryHappenBesideThatOfTheIndex) {
  EXPECT_FALSE(repodata("linux-64")["packages.conda"].contains("demo-lib-1.2-h0_0.conda"));

  upstream_.evolve();
  EXPECT_TRUE(repodata("linux-64")["packages.conda"].contains("demo-lib-1.2-h0_0.conda"));

  upstream_.evolve();
  const std::string gone = "demo-withdrawn-1.0-0.conda";
  EXPECT_EQ(repodata("noarch")["removed"], Json::array({gone}));
  EXPECT_EQ(get(upstream_.channel() + "/noarch/" + gone).status, 200);

  upstream_.evolve();
  EXPECT_EQ(app()["depends"][1], "demo-lib >=1.0,<1.2");
}

TEST_F(DemoChannelTest, ChangesOnRequest) {
  EXPECT_TRUE(upstream_.change(R"({"change": "channel-put", "channel": "demo-channel",
                                   "name": "late", "version": "2.0", "formats": [".tar.bz2"]})"));
  EXPECT_TRUE(upstream_.change(R"({"change": "channel-patch", "channel": "demo-channel",
                                   "path": "linux-64/demo-app-1.0-h0_0.conda", "depends": []})"));
  EXPECT_FALSE(upstream_.change(R"({"change": "channel-remove", "channel": "no-channel",
                                    "path": "noarch/late-2.0-0.conda"})"));

  EXPECT_TRUE(repodata("noarch")["packages"].contains("late-2.0-0.tar.bz2"));
  EXPECT_TRUE(app()["depends"].empty());
}

}  // namespace

}  // namespace adder::testing
