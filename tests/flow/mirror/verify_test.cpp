#include "mirror/verify.h"

#include "base/io/hasher.h"
#include "mirror/hide.h"
#include "mirror/store/paths.h"
#include "tests/support/damage.h"
#include "tests/support/demo_upstream.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace adder::testing {

namespace fs = std::filesystem;

namespace {

// A mirror of one project, whole at first.
class Verify : public ::testing::Test {
 protected:
  void SetUp() override {
    mirror.want("demo-pkg");
    const auto synced = mirror.sync();
    ASSERT_TRUE(synced) << synced.error().words();
  }

  Result<mirror::VerifyOutcome> verify(bool repair = false, int jobs = 2) {
    return mirror::verify(mirror.config, mirror.clock, {.repair = repair, .jobs = jobs}, told, {});
  }

  // What a look finds, as lines; an error counts as one.
  std::vector<std::string> damages() {
    const auto outcome = verify();
    if (!outcome) return {outcome.error().words()};
    std::vector<std::string> lines;
    for (const auto& damage : outcome->damages) lines.push_back(damage.path + " " + damage.what);
    return lines;
  }

  // Repairs, and expects that everything found could be mended and a second look finds nothing.
  void expect_mended() {
    const auto outcome = verify(true);
    ASSERT_TRUE(outcome) << outcome.error().words();
    EXPECT_FALSE(outcome->damages.empty());
    for (const auto& damage : outcome->damages) {
      EXPECT_TRUE(damage.mended) << damage.path << ' ' << damage.what;
    }
    EXPECT_EQ(damages(), std::vector<std::string>());
  }

  fs::path root() const { return mirror.folder.path(); }

  // The first file below `folder` whose name ends so.
  fs::path file_below(const std::string& folder, const std::string& end = "") const {
    return adder::testing::file_below(root() / folder, end);
  }

  std::string below_root(const fs::path& file) const {
    return file.lexically_relative(root()).native();
  }

  const DemoUpstream upstream;
  PypiMirror mirror = PypiMirror(upstream.simple());
  Told told;
};

TEST_F(Verify, FindsNothingInAWholeMirror) {
  const auto outcome = verify();

  ASSERT_TRUE(outcome) << outcome.error().words();
  EXPECT_TRUE(outcome->damages.empty()) << outcome->damages.front().path;
  EXPECT_GT(outcome->blobs, 0u);
  EXPECT_GT(outcome->bytes, 0u);
  EXPECT_GT(outcome->pages, 0u);
  EXPECT_GE(outcome->files, outcome->blobs);
  EXPECT_GT(outcome->shown, 0u);
  EXPECT_EQ(outcome->generations, 1u);
}

TEST_F(Verify, FindsTheSameOnOneThreadAsOnMany) {
  flip(file_below("store/blobs"));
  const auto one = verify(false, 1);
  const auto many = verify(false, 8);

  ASSERT_TRUE(one && many);
  ASSERT_EQ(one->damages.size(), 1u);
  ASSERT_EQ(many->damages.size(), 1u);
  EXPECT_EQ(one->damages[0].path, many->damages[0].path);
}

TEST_F(Verify, SaysWhereNoMirrorIs) {
  const TempFolder empty;
  mirror.config.root = empty.path();

  for (const bool repair : {false, true}) {
    const auto outcome = verify(repair);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind(), Error::Kind::invalid);
  }
  EXPECT_TRUE(fs::is_empty(empty.path()));
}

TEST_F(Verify, WritesNothingUnlessAskedToRepair) {
  flip(file_below("store/blobs"));
  const auto broken = content_of(file_below("store/blobs"));

  ASSERT_EQ(damages().size(), 1u);

  EXPECT_EQ(content_of(file_below("store/blobs")), broken);
}

TEST_F(Verify, FetchesABrokenBlobAgain) {
  const auto blob = file_below("store/blobs");
  flip(blob);
  EXPECT_EQ(damages(),
            std::vector<std::string>{below_root(blob) + " holds other bytes than the ledger says"});
  upstream.forget();

  expect_mended();

  EXPECT_EQ(told.fetches.size(), 1u);
  EXPECT_EQ(upstream.requests().size(), 1u);
}

TEST_F(Verify, FetchesEveryLostBlobAgain) {
  fs::remove_all(root() / "store/blobs/sha256");
  fs::remove_all(root() / "public/pypi/packages");
  fs::create_directories(root() / "store/blobs/sha256");

  expect_mended();
}

TEST_F(Verify, TakesALostBlobFromItsPublicPathWithoutAsking) {
  const auto blob = file_below("store/blobs");
  fs::remove(blob);
  upstream.forget();

  expect_mended();

  EXPECT_TRUE(upstream.requests().empty());
  EXPECT_TRUE(fs::exists(blob));
}

TEST_F(Verify, SaysWhatItCouldNotMend) {
  const auto blob = file_below("store/blobs");
  flip(blob);
  mirror.config.pypi.reset();  // nobody to ask

  const auto outcome = verify(true);

  ASSERT_TRUE(outcome) << outcome.error().words();
  EXPECT_EQ(outcome->unmended(), 1u);
  EXPECT_EQ(damages().size(), 1u);
}

TEST_F(Verify, LinksAPackageAgain) {
  const auto package = file_below("public/pypi/packages");
  fs::remove(package);
  EXPECT_EQ(damages(), std::vector<std::string>{below_root(package) + " is missing"});
  expect_mended();
}

TEST_F(Verify, ReplacesAPackageThatIsNotItsBlob) {
  const auto package = file_below("public/pypi/packages", ".whl");
  fs::remove(package);
  std::ofstream(package) << "something else";
  EXPECT_EQ(damages().size(), 1u);
  expect_mended();
}

TEST_F(Verify, TakesACopyForTheBlobItIs) {
  const auto package = file_below("public/pypi/packages", ".whl");
  const auto bytes = content_of(package);
  fs::remove(package);
  std::ofstream(package, std::ios::binary) << bytes;

  EXPECT_EQ(damages(), std::vector<std::string>());
}

TEST_F(Verify, MendsPagesFromTheirOtherCopy) {
  flip(file_below("store/pages"));
  EXPECT_EQ(damages().size(), 1u);
  expect_mended();

  flip(file_below("public/pypi/.pages", "index.html"));
  EXPECT_EQ(damages().size(), 1u);
  expect_mended();

  fs::remove(file_below("public/pypi/.pages", "index.v1_json.gz"));
  EXPECT_EQ(damages().size(), 1u);
  expect_mended();

  fs::remove_all(root() / "public/pypi/.pages");
  expect_mended();

  fs::remove_all(root() / "store/pages");
  expect_mended();
}

TEST_F(Verify, MendsAPageFromItsCompressedTwin) {
  const auto page = file_below("public/pypi/.pages/demo-pkg.1", "index.html");
  const auto bytes = content_of(page);
  fs::remove(page);
  fs::remove_all(root() / "store/pages");

  expect_mended();

  EXPECT_EQ(content_of(page), bytes);
}

TEST_F(Verify, GivesAMendedPageALaterTime) {
  const auto page = file_below("public/pypi/.pages/demo-pkg.1", "index.html");
  const auto before = fs::last_write_time(page);
  const auto bytes = content_of(page);
  flip(page);
  fs::last_write_time(page, before);

  expect_mended();

  EXPECT_GE(fs::last_write_time(page), before + std::chrono::seconds(1));
  EXPECT_EQ(content_of(page), bytes);
}

TEST_F(Verify, SwitchesLinksBack) {
  const auto link = root() / "public/pypi/simple/demo-pkg";
  fs::remove(link);
  EXPECT_EQ(damages(),
            std::vector<std::string>{"public/pypi/simple/demo-pkg is no link, or missing"});
  expect_mended();

  fs::remove(link);
  fs::create_symlink("../.pages/_list.1", link);
  expect_mended();

  fs::remove(link);
  fs::create_directories(link / "sub");
  expect_mended();

  fs::remove(root() / "public/pypi/simple/index.html");
  fs::remove(root() / "public/pypi/simple/.index");
  fs::remove(root() / "public/catalog.json.gz");
  expect_mended();
}

TEST_F(Verify, WritesAManifestAgain) {
  const auto manifest = root() / "store/generations/1";
  const auto text = content_of(manifest);
  std::ofstream(manifest, std::ios::app) << "more\n";
  EXPECT_EQ(damages().size(), 1u);

  expect_mended();

  EXPECT_EQ(content_of(manifest), text);
}

TEST_F(Verify, RemovesWhatNobodyKnows) {
  const std::vector<std::string> strays = {
      "store/blobs/sha256/ab/cdef",
      "store/pages/00/11",
      "store/generations/77",
      "public/pypi/packages/aa/bb/x.whl",
      "public/pypi/.pages/demo-pkg.9/a",
      "public/pypi/.pages/demo-pkg.1/extra.html",
      "public/pypi/simple/evil/index.html",
  };
  for (const auto& stray : strays) mirror.folder.write(stray, "x");
  EXPECT_EQ(damages().size(), strays.size());

  expect_mended();

  for (const auto& stray : strays) EXPECT_FALSE(fs::exists(root() / stray)) << stray;
}

TEST_F(Verify, TakesInAnUnknownBlobThatIsWhatItsNameSays) {
  const std::string bytes = "bytes that the ledger forgot";
  const auto spread = mirror::Paths::spread(io::sha256_of(bytes));
  mirror.folder.write("store/blobs/sha256/" + spread, bytes);

  expect_mended();

  EXPECT_TRUE(fs::exists(root() / "store/blobs/sha256" / spread));
}

TEST_F(Verify, WantsHiddenFilesToBeAbsent) {
  const auto package = file_below("public/pypi/packages", ".whl");
  const auto bytes = content_of(package);
  ASSERT_TRUE(mirror::hide(mirror.config, mirror.clock, "demo-pkg", "", told));
  ASSERT_EQ(damages(), std::vector<std::string>());

  mirror.folder.write(below_root(package), bytes);
  EXPECT_EQ(damages().size(), 1u);

  expect_mended();
  EXPECT_FALSE(fs::exists(package));
}

TEST_F(Verify, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();

  const auto outcome = mirror::verify(mirror.config, mirror.clock, {}, told, stop.get_token());

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind(), Error::Kind::cancelled);
}

// Generations come and go at once, so that everything that may be in the way is.
TEST_F(Verify, TakesNoSyncBesideItForDamage) {
  mirror.config.limits.generations = 1;
  mirror.config.limits.keep_daily = 0;
  mirror.config.limits.grace = std::chrono::seconds(0);
  std::atomic<bool> done = false;
  std::thread beside([&] {
    Told nobody;
    for (int i = 0; i < 12; ++i) {
      auto hidden = mirror::hide(mirror.config, mirror.clock, "demo-pkg", "", nobody);
      EXPECT_TRUE(hidden);
      auto synced = mirror.sync();
      EXPECT_TRUE(synced);
      auto shown = mirror::unhide(mirror.config, mirror.clock, "demo-pkg", nobody);
      EXPECT_TRUE(shown);
    }
    done = true;
  });
  int looks = 0;
  while (!done) {
    EXPECT_EQ(damages(), std::vector<std::string>());
    ++looks;
  }
  beside.join();
  EXPECT_GT(looks, 1);
}

}  // namespace

}  // namespace adder::testing
