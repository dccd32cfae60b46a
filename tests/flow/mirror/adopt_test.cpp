#include "mirror/adopt.h"

#include "mirror/verify.h"
#include "tests/support/demo_upstream.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace adder::testing {

namespace fs = std::filesystem;

namespace {

// An old tree of some other tool, and a new mirror that could use it.
class Adopt : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!upstream.answers()) GTEST_SKIP() << "the demonstration index does not start here";
    old_mirror.want("demo-pkg");
    ASSERT_EQ(old_mirror.exit_of_sync(), 0) << old_mirror.trouble;
    fs::create_directories(tree.path() / "web");
    fs::copy(old_mirror.folder.path() / "public/pypi/packages", tree.path() / "web/packages",
             fs::copy_options::recursive);
    mirror.want("demo-pkg");
    upstream.forget();
  }

  Result<mirror::AdoptOutcome> adopt() {
    told = Told();
    return mirror::adopt(mirror.config, mirror.requests, mirror.clock, tree.path(), told, {});
  }

  std::vector<fs::path> files() const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(tree.path())) {
      if (entry.is_regular_file() && !entry.is_symlink()) found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
  }

  std::size_t packages_asked_for() const {
    const auto requests = upstream.requests();
    return static_cast<std::size_t>(std::ranges::count_if(requests, [](const auto& request) {
      return request.find("/simple/") == std::string::npos;
    }));
  }

  // What the last sync fetched, but for provenance: nobody says what its bytes must be.
  std::vector<std::string> fetched_files() const {
    auto items = mirror.told.fetches;
    std::erase_if(items, [](const std::string& item) { return item.ends_with(".provenance"); });
    return items;
  }

  const DemoUpstream upstream;
  PypiMirror old_mirror{upstream.simple()};
  PypiMirror mirror{upstream.simple()};
  TempFolder tree;
  Told told;
};

TEST_F(Adopt, TakesOverWhatIsWantedAndPublishesNothing) {
  const auto outcome = adopt();

  ASSERT_TRUE(outcome) << outcome.error().words();
  EXPECT_GT(outcome->files, 0u);
  EXPECT_EQ(outcome->still_wanted, 0u);
  EXPECT_EQ(outcome->other_bytes, 0u);
  EXPECT_EQ(told.fetches.size(), outcome->files);
  EXPECT_EQ(packages_asked_for(), 0u);
  EXPECT_TRUE(told.generations.empty());
  EXPECT_FALSE(mirror.publishes("pypi/simple"));
}

TEST_F(Adopt, LeavesTheNextSyncNoFileToFetch) {
  ASSERT_TRUE(adopt());

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_EQ(fetched_files(), std::vector<std::string>());
  EXPECT_EQ(mirror.page("demo-pkg"), old_mirror.page("demo-pkg"));
  const auto verified = mirror::verify(mirror.config, mirror.clock, {}, told, {});
  ASSERT_TRUE(verified);
  EXPECT_TRUE(verified->damages.empty());
}

TEST_F(Adopt, NeverChangesTheTreeNorSharesAFileWithIt) {
  struct stat before {};
  const auto file = files().front();
  ASSERT_EQ(::stat(file.c_str(), &before), 0);

  ASSERT_TRUE(adopt());

  struct stat after {};
  ASSERT_EQ(::stat(file.c_str(), &after), 0);
  EXPECT_EQ(after.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
  EXPECT_EQ(after.st_nlink, 1u);
}

TEST_F(Adopt, HasNothingToDoTwice) {
  ASSERT_TRUE(adopt());

  const auto again = adopt();

  ASSERT_TRUE(again);
  EXPECT_EQ(again->files, 0u);
}

TEST_F(Adopt, TakesNoFileWhoseBytesAreOthers) {
  const auto file = files().front();
  auto text = content_of(file);
  text[text.size() / 2] ^= 1;
  fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(file, std::ios::binary) << text;

  const auto outcome = adopt();

  ASSERT_TRUE(outcome) << outcome.error().words();
  EXPECT_EQ(outcome->other_bytes, 1u);
  EXPECT_GE(outcome->still_wanted, 1u);
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_EQ(fetched_files().size(), 1u);
}

TEST_F(Adopt, FindsTheRightOneAmongFilesOfOneName) {
  const auto file = files().front();
  const auto name = file.filename().native();
  tree.write("a/" + name, std::string(fs::file_size(file), '?'));
  tree.write("b/" + name, "too short");

  const auto outcome = adopt();

  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->still_wanted, 0u);
}

TEST_F(Adopt, FollowsLinksToFilesButNotToFolders) {
  const auto file = files().front();
  const auto elsewhere = old_mirror.folder.path() / "elsewhere";
  fs::rename(file, elsewhere);
  fs::create_symlink(elsewhere, tree.path() / file.filename());
  fs::create_directory_symlink("..", tree.path() / "web/loop");
  fs::create_symlink("nowhere", tree.path() / "dangling");

  const auto outcome = adopt();

  ASSERT_TRUE(outcome) << outcome.error().words();
  EXPECT_EQ(outcome->still_wanted, 0u);
}

TEST_F(Adopt, LooksThroughTheRestWhereAFolderCannotBeRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "nothing is closed to root";
  fs::create_directories(tree.path() / "closed");
  fs::permissions(tree.path() / "closed", fs::perms::none);

  const auto outcome = adopt();

  ASSERT_TRUE(outcome) << outcome.error().words();
  EXPECT_EQ(told.warnings.size(), 1u);
  EXPECT_EQ(outcome->still_wanted, 0u);
}

TEST_F(Adopt, StopsBeforeTheDiskIsFullerThanAllowed) {
  mirror.config.limits.min_free = std::uint64_t{1} << 60;

  const auto outcome = adopt();

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind(), Error::Kind::refused);
}

TEST_F(Adopt, SaysWhenThereIsNoSuchFolder) {
  const auto outcome = mirror::adopt(mirror.config, mirror.requests, mirror.clock,
                                     tree.path() / "nowhere", told, {});

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind(), Error::Kind::invalid);
  EXPECT_FALSE(fs::exists(mirror.folder.path() / "ledger.db"));
}

}  // namespace

}  // namespace adder::testing
