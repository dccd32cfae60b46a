#include "base/core/text.h"
#include "tests/flow/mirror/store/fetching.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

// The upstream is a folder: its files go the same way as those of a server.
class FetchFiles : public Fetching {
 protected:
  FetchFiles() { upstreams = {url("")}; }

  std::string url(const std::string& path) const {
    return cat("file://", channel.path().native(), '/', path);
  }
  mirror::Artifact lying(const std::string& path, const std::string& bytes) {
    channel.write(path, bytes);
    return {.section = "conda/demo",
            .item = "conda/demo/" + path,
            .owner = "demo",
            .urls = {url(path)},
            .size = bytes.size(),
            .sha256 = io::sha256_of(bytes)};
  }

  TempFolder channel;
};

TEST_F(FetchFiles, BringsThemHomeAsCopiesOfTheirOwn) {
  const std::string bytes(3'000'000, 'x');
  const auto big = lying("noarch/big.conda", bytes);
  const auto small = lying("noarch/small.conda", "small");

  const auto fetched = fetch({big, small});

  ASSERT_TRUE(fetched) << fetched.error().words();
  EXPECT_TRUE(arrived(big.item));
  EXPECT_TRUE(arrived(small.item));
  EXPECT_EQ(blob(bytes), bytes);
  EXPECT_EQ(fs::hard_link_count(store->paths().blob(*big.sha256)), 1u);
  EXPECT_EQ(drafts(), 0u);
}

TEST_F(FetchFiles, HoldsWhatIsNotWhatWasPromised) {
  auto wrong = lying("noarch/wrong.conda", "some bytes");
  wrong.sha256 = io::sha256_of("other byte");
  auto longer = lying("noarch/longer.conda", "some bytes");
  longer.size = 4;
  auto missing = lying("noarch/missing.conda", "some bytes");
  fs::remove(channel / "noarch/missing.conda");
  auto linked = lying("noarch/linked.conda", "some bytes");
  fs::remove(channel / "noarch/linked.conda");
  fs::create_symlink(folder.write("secret", "some bytes"), channel / "noarch/linked.conda");

  ASSERT_TRUE(fetch({wrong, longer, missing, linked}));

  EXPECT_EQ(reason(wrong.item), mirror::HeldReason::sha256);
  EXPECT_EQ(reason(longer.item), mirror::HeldReason::too_long);
  EXPECT_EQ(reason(missing.item), mirror::HeldReason::missing);
  EXPECT_EQ(reason(linked.item), mirror::HeldReason::blocked);
  EXPECT_EQ(drafts(), 0u);
}

TEST_F(FetchFiles, TakesTheNextUpstreamWhereTheFolderHasNoneAndTheOtherWayRound) {
  upstreams.push_back(server.url());
  auto here = lying("noarch/here.conda", "here");
  here.urls.insert(here.urls.begin(), server.url("/noarch/here.conda"));
  auto there = lying("noarch/there.conda", "there");
  fs::remove(channel / "noarch/there.conda");
  server.offer("/noarch/there.conda", "there");
  there.urls.push_back(server.url("/noarch/there.conda"));

  ASSERT_TRUE(fetch({here, there}));

  EXPECT_TRUE(arrived(here.item));
  EXPECT_TRUE(arrived(there.item));
}

}  // namespace

}  // namespace adder::testing
