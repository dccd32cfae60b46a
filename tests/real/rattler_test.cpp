#include "base/core/text.h"
#include "tests/support/conda_channel.h"
#include "tests/support/conda_package_builder.h"
#include "tests/support/loopback_server.h"
#include "tests/support/nginx.h"
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

// Asks rattler's solver, and prints what it chose.
constexpr std::string_view kSolve = R"(
import { simpleSolve } from "@conda-org/rattler";
const [channel, ...specs] = process.argv.slice(2);
const chosen = await simpleSolve(specs, [channel], ["linux-64", "noarch"], []);
for (const one of chosen) console.log(one.url);
)";

// A channel that adder mirrored, behind a real nginx, and the rattler that npm has: pixi's own
// reader of channels.
class RealRattler : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (find_program("npm").empty() || find_program("node").empty()) {
      absent = "there is no npm here";
      return;
    }
    folder = std::make_unique<TempFolder>();
    const auto installed =
        run({.words = {"npm", "install", "--no-audit", "--no-fund", "@conda-org/rattler"},
             .environment = {{"HOME", folder->path().native()}},
             .folder = folder->path()});
    if (installed.exit != 0) absent = "npm cannot have @conda-org/rattler: " + installed.err;
    folder->write("solve.mjs", std::string(kSolve));
  }
  static void TearDownTestSuite() { folder.reset(); }

  void SetUp() override {
    if (!absent.empty()) GTEST_SKIP() << absent;
    if (!Nginx::absent().empty()) GTEST_SKIP() << Nginx::absent();
    channel.put({.name = "demo", .version = "1.0", .depends = {"dep >=1"}});
    channel.put({.name = "demo", .version = "2.0", .subdir = "linux-64", .depends = {"dep >=2"}});
    channel.put({.name = "dep", .version = "1.0"}, CondaChannel::As::tar_bz2);
    channel.put({.name = "dep", .version = "2.0"});
    sync();
  }

  void sync() {
    channel.write();
    channel.offer_to(server, "/demo");
    mirror.write("adder.toml",
                 cat("root = '.'\nurl = 'http://127.0.0.1'\n[limits]\nmin_free = 0\n[[channel]]\n"
                     "name = 'demo'\nupstream = '",
                     server.url("/demo"), "'\nrequests = ['demo.list']\n"));
    mirror.write("demo.list", "*\n");
    const auto ended = run({.words = {ADDER_PROGRAM, "sync"}, .folder = mirror.path()});
    ASSERT_EQ(ended.exit, 0) << ended.err;
    if (!nginx) nginx = std::make_unique<Nginx>(mirror.path() / "public");
    ASSERT_TRUE(nginx->answers());
  }

  // What rattler would install for the spec: file names, in order.
  std::vector<std::string> solved(const std::string& spec) const {
    const auto ended = run({.words = {"node", "solve.mjs", nginx->http() + "/conda/demo/", spec},
                            .folder = folder->path()});
    EXPECT_EQ(ended.exit, 0) << ended.out << ended.err;
    std::vector<std::string> names;
    for (const auto& url : split(ended.out, '\n')) {
      if (!url.empty()) names.emplace_back(url.substr(url.rfind('/') + 1));
    }
    std::ranges::sort(names);
    return names;
  }

  static std::unique_ptr<TempFolder> folder;
  static std::string absent;
  LoopbackServer server;
  TempFolder upstream;
  CondaChannel channel{upstream.path()};
  TempFolder mirror;
  std::unique_ptr<Nginx> nginx;
};
std::unique_ptr<TempFolder> RealRattler::folder;
std::string RealRattler::absent;

using Names = std::vector<std::string>;

TEST_F(RealRattler, SolvesFromTheShards) {
  EXPECT_EQ(solved("demo"), (Names{"demo-2.0-0.conda", "dep-2.0-0.conda"}));
  for (const auto& request : nginx->served()) {
    EXPECT_EQ(request.status, 200) << request.path;
    EXPECT_NE(request.path.find(".msgpack.zst"), std::string::npos) << request.path;
  }
}

TEST_F(RealRattler, SolvesFromTheWholeIndexWhereThereAreNoShards) {
  for (const auto* subdir : {"noarch", "linux-64"}) {
    fs::remove(mirror.path() / "public/conda/demo" / subdir / "repodata_shards.msgpack.zst");
  }
  EXPECT_EQ(solved("demo<2"), (Names{"demo-1.0-0.conda", "dep-2.0-0.conda"}));
}

TEST_F(RealRattler, SeesWhatASyncBrings) {
  channel.put({.name = "demo", .version = "3.0", .subdir = "linux-64"});
  sync();
  EXPECT_EQ(solved("demo"), Names{"demo-3.0-0.conda"});
}

}  // namespace

}  // namespace adder::testing
