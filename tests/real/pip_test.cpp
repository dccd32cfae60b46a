#include "tests/support/pip.h"

#include "base/io/hasher.h"
#include "tests/real/published_mirror.h"
#include "tests/support/nginx.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

std::string sha256_of(const fs::path& file) {
  return io::sha256_of(content_of(file)).hex();
}

// pip reads .metadata instead of whole wheels from this version on.
constexpr std::pair kReadsMetadata(23, 2);

const Words kDemoPkg = {"demo-dep 2.0", "demo-leaf 1.0.post1", "demo-pkg 2.0"};

// The whole demo world, published once for all tests and served by a real nginx; and a pip with a
// virtual environment of its own for each. The parameter says whose pip.
class RealPip : public ::testing::TestWithParam<std::string> {
 protected:
  static void SetUpTestSuite() {
    if (Nginx::absent().empty()) mirror = std::make_unique<PublishedMirror>();
  }
  static void TearDownTestSuite() { mirror.reset(); }

  void SetUp() override {
    if (!mirror) GTEST_SKIP() << Nginx::absent();
    ASSERT_EQ(mirror->last_sync().exit, 0) << mirror->last_sync().err;
    pip_ = pip_of(GetParam());
    if (!pip_) GTEST_SKIP() << "there is no such pip, or it is Debian's once more";
    nginx_ = std::make_unique<Nginx>(mirror->served());
    ASSERT_TRUE(nginx_->answers());
  }

  std::string index() const { return nginx_->http() + "/pypi/simple/"; }
  std::string secure_index() const { return nginx_->https() + "/pypi/simple/"; }

  // The paths of what was served since the last look, those that end like this.
  Words served(std::string_view ending) const {
    Words paths;
    for (const auto& request : nginx_->served()) {
      if (request.path.ends_with(ending)) paths.push_back(request.path);
    }
    return paths;
  }

  std::string sha256_of_published(const std::string& file) const {
    for (const auto& entry : fs::recursive_directory_iterator(mirror->served())) {
      if (entry.path().filename() == file) return sha256_of(entry.path());
    }
    return "";
  }

 private:
  static std::unique_ptr<Pip> pip_of(const std::string& whose) {
    const fs::path debian = "/usr/bin/python3";
    const auto python = whose == "Debian" ? debian : find_program("python3");
    const auto version = pip_version_of(python);
    if (version.first == 0) return nullptr;
    if (python != debian && version == pip_version_of(debian)) return nullptr;
    return std::make_unique<Pip>(python);
  }

 protected:
  static inline std::unique_ptr<PublishedMirror> mirror;
  std::unique_ptr<Pip> pip_;
  std::unique_ptr<Nginx> nginx_;
};

INSTANTIATE_TEST_SUITE_P(Of, RealPip, ::testing::Values("Debian", "ThisMachine"),
                         [](const auto& whose) { return whose.param; });

TEST_P(RealPip, InstallsAPackageWithItsDependenciesAndTheCommandRuns) {
  const auto said = pip_->install(index(), {"demo-pkg"});

  EXPECT_EQ(said.exit, 0) << said.err;
  EXPECT_EQ(pip_->installed(), kDemoPkg);
  EXPECT_EQ(pip_->installed_command("demo-pkg").out, "hello from demo-pkg 2.0\n");
}

TEST_P(RealPip, DownloadsTheVeryBytesThatWerePublished) {
  const auto said = pip_->download(index(), {"--no-deps", "demo-big"});

  EXPECT_EQ(said.exit, 0) << said.err;
  const std::string file = "demo_big-1.0-py3-none-any.whl";
  EXPECT_EQ(sha256_of(pip_->here() / file), sha256_of_published(file));
}

TEST_P(RealPip, InstallsInHashCheckingMode) {
  std::string lines;
  for (const Words& wish : {Words{"demo-leaf==1.0.post1", "demo_leaf-1.0.post1-py3-none-any.whl"},
                            Words{"demo-dep==2.0", "demo_dep-2.0-py3-none-any.whl"},
                            Words{"demo-pkg==2.0", "demo_pkg-2.0-py3-none-any.whl"}}) {
    lines += wish[0] + " --hash=sha256:" + sha256_of_published(wish[1]) + '\n';
  }
  const auto list = pip_->here().write("requirements.txt", lines);

  const auto said = pip_->install(index(), {"--require-hashes", "-r", list});

  EXPECT_EQ(said.exit, 0) << said.err;
  EXPECT_EQ(pip_->installed(), kDemoPkg);
}

TEST_P(RealPip, RefusesAFileThatHasNotTheHashThatWasAskedFor) {
  const auto wish = "demo-leaf==1.0 --hash=sha256:" + std::string(64, '0') + '\n';
  const auto list = pip_->here().write("requirements.txt", wish);

  const auto said = pip_->install(index(), {"--require-hashes", "-r", list});

  EXPECT_NE(said.exit, 0);
  EXPECT_NE(said.err.find("DO NOT MATCH THE HASHES"), std::string::npos) << said.err;
}

TEST_P(RealPip, PassesOverAYankedVersion) {
  const auto said = pip_->install(index(), {"--no-deps", "demo-pkg<2"});

  EXPECT_EQ(said.exit, 0) << said.err;
  EXPECT_EQ(pip_->installed(), Words{"demo-pkg 1.0"});
}

TEST_P(RealPip, InstallsAYankedVersionThatIsPinnedAndTellsTheReason) {
  const auto said = pip_->install(index(), {"--no-deps", "demo-pkg==1.1"});

  EXPECT_EQ(said.exit, 0) << said.err;
  EXPECT_EQ(pip_->installed(), Words{"demo-pkg 1.1"});
  EXPECT_NE(said.err.find("greets the wrong person"), std::string::npos) << said.err;
}

TEST_P(RealPip, TakesAPrereleaseOnlyWhenAskedTo) {
  EXPECT_EQ(pip_->install(index(), {"--no-deps", "--pre", "demo-pkg"}).exit, 0);

  EXPECT_EQ(pip_->installed(), Words{"demo-pkg 2.1rc1"});
}

TEST_P(RealPip, LooksAtRequiresPython) {
  EXPECT_EQ(pip_->install(index(), {"demo-python"}).exit, 0);

  EXPECT_EQ(pip_->installed(), Words{"demo-python 1.0"});
}

TEST_P(RealPip, BuildsAnSdist) {
  const auto said = pip_->install(index(), {"demo-sdist-only"});

  EXPECT_EQ(said.exit, 0) << said.err;
  EXPECT_EQ(pip_->installed(), (Words{"demo-leaf 1.0.post1", "demo-sdist-only 0.2"}));
}

TEST_P(RealPip, FindsNothingOfAQuarantinedProject) {
  const auto said = pip_->install(index(), {"demo-quarantined"});

  EXPECT_EQ(said.exit, 1);
  EXPECT_NE(said.err.find("No matching distribution found"), std::string::npos) << said.err;
}

TEST_P(RealPip, ReadsMetadataBesideAWheelIfItKnowsHow) {
  EXPECT_EQ(pip_->install(index(), {"demo-pkg"}).exit, 0);

  const auto expected = pip_->version() >= kReadsMetadata ? 3U : 0U;
  EXPECT_EQ(served(".whl.metadata").size(), expected);
}

TEST_P(RealPip, AsksForEachPageAndEachWheelOnce) {
  EXPECT_EQ(pip_->install(index(), {"demo-pkg"}).exit, 0);

  auto requests = nginx_->served();
  std::erase_if(requests, [](const auto& one) { return one.path.ends_with(".metadata"); });
  EXPECT_EQ(requests.size(), 6U);
  for (const auto& request : requests) EXPECT_EQ(request.status, 200) << request.path;
}

TEST_P(RealPip, InstallsByHttpsAndGetsNoPageTwice) {
  const Words words = {"--cert", nginx_->authority(), "demo-pkg"};
  const auto first = pip_->install(secure_index(), words);
  ASSERT_EQ(first.exit, 0) << first.err;
  static_cast<void>(nginx_->served());
  pip_->uninstall_everything();

  EXPECT_EQ(pip_->install(secure_index(), words).exit, 0);

  EXPECT_EQ(pip_->installed(), kDemoPkg);
  const auto requests = nginx_->served();
  EXPECT_EQ(requests.size(), 3U);
  for (const auto& request : requests) {
    EXPECT_EQ(request.status, 304) << request.path;
    EXPECT_EQ(request.bytes, 0U) << request.path;
  }
}

TEST_P(RealPip, SeesANewReleaseAfterTheNextSyncThoughItKeptTheOldPage) {
  PublishedMirror changing({"demo-pkg", "demo-dep", "demo-leaf"});
  const Nginx nginx(changing.served());
  const auto index = nginx.https() + "/pypi/simple/";
  const Words words = {"--cert", nginx.authority(), "--upgrade", "demo-pkg"};
  ASSERT_EQ(pip_->install(index, words).exit, 0);

  ASSERT_EQ(changing.upstream().evolve(), "demo-pkg 2.1 was released");
  changing.sync();
  ASSERT_EQ(changing.last_sync().exit, 0) << changing.last_sync().err;
  ASSERT_EQ(pip_->install(index, words).exit, 0);

  EXPECT_EQ(pip_->installed().back(), "demo-pkg 2.1");
}

TEST_P(RealPip, InstallsFromThePlainFolderWithoutAnyServer) {
  const auto said =
      pip_->install("file://" + (mirror->served() / "pypi/simple/").string(), {"demo-pkg"});

  EXPECT_EQ(said.exit, 0) << said.err;
  EXPECT_EQ(pip_->installed(), kDemoPkg);
}

}  // namespace

}  // namespace adder::testing
