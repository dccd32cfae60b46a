#include "tests/program/mirror.h"

#include <filesystem>
#include <string>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

using Json = nlohmann::json;

constexpr int kDay = 86'400;

// A mirror that has just dropped a package, whose three files nobody names any more.
class GcCommand : public DemoMirror {
 protected:
  void SetUp() override {
    DemoMirror::SetUp();
    limit("generations = 1\nkeep_daily = 0\n");
    want("demo-leaf\ndemo-leaver\n");
    ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
    want("demo-leaf\n");
    ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  }

  int files_of_leaver() const {
    int found = 0;
    for (const auto& entry : fs::recursive_directory_iterator(published("pypi/packages"))) {
      if (entry.path().filename().native().starts_with("demo_leaver-")) ++found;
    }
    return found;
  }
};

TEST_F(GcCommand, LeavesFilesTheirGrace) {
  const auto ended = adder({"gc"});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.err, "removed 0 files, 0 generations; 0 B freed\n");
  EXPECT_EQ(files_of_leaver(), 3);

  after(kDay);
  const auto told = events({"gc"});

  EXPECT_EQ(files_of_leaver(), 0);
  EXPECT_TRUE(event(told, "retired").is_null()) << "it was told when they left their page";
  EXPECT_EQ(told.back()["event"], "done");
  EXPECT_EQ(told.back()["exit"], 0);
  EXPECT_EQ(told.back()["generation"], 2);
  EXPECT_EQ(adder({"verify"}).exit, 0);
}

TEST_F(GcCommand, ADryRunSaysWhatWouldGoAndRemovesNothing) {
  after(kDay);
  const auto before = tree_of(root());

  const auto ended = adder({"gc", "--dry-run"});
  const auto found = answer({"gc", "--dry-run"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out.find("retire  pypi/packages/"), 0u) << ended.out;
  EXPECT_TRUE(has(ended.out, "/demo_leaver-1.0-py3-none-any.whl.metadata\n")) << ended.out;
  EXPECT_TRUE(has(ended.out, "3 files, 3 blobs (")) << ended.out;
  EXPECT_EQ(found["schema"], 1);
  EXPECT_EQ(found["files"].size(), 3u);
  EXPECT_EQ(found["blobs"], 3);
  EXPECT_GT(found["bytes"], 0);
  EXPECT_EQ(tree_of(root()), before);
}

TEST_F(GcCommand, NowGivesNoGraceToThePackageItNames) {
  EXPECT_EQ(answer({"gc", "--dry-run"})["files"].size(), 0u);
  EXPECT_EQ(answer({"gc", "--dry-run", "--now", "demo-leaver"})["files"].size(), 3u);
  EXPECT_EQ(files_of_leaver(), 3);

  EXPECT_EQ(adder({"gc", "--now", "Demo_Leaver"}).exit, 0);

  EXPECT_EQ(files_of_leaver(), 0);
  EXPECT_EQ(adder({"verify"}).exit, 0);
}

TEST_F(GcCommand, NowTakesNothingThatIsPublished) {
  const auto before = page("demo-leaf");
  EXPECT_EQ(adder({"gc", "--now", "demo-leaf"}).exit, 0);
  EXPECT_EQ(page("demo-leaf"), before);
  EXPECT_EQ(adder({"verify"}).exit, 0);
}

TEST_F(GcCommand, NowSaysWhichGenerationsKeepWhatItNames) {
  limit("generations = 2\nkeep_daily = 0\n");
  want("demo-leaf\ndemo-leaver\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  ASSERT_EQ(adder({"generations", "pin", "3"}).exit, 0);
  want("demo-leaf\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);

  const auto ended = adder({"gc", "--now", "Demo_Leaver"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_TRUE(has(ended.err, "\ndemo-leaver: 3 files stay, generation 3 (pinned) names them\n"))
      << ended.err;
  EXPECT_EQ(files_of_leaver(), 3);
  EXPECT_TRUE(has(adder({"gc", "--now", "demo-leaf"}).err,
                  "\ndemo-leaf: 9 files stay, generations 3 (pinned), 4 name them\n"));
}

TEST_F(GcCommand, ADryRunListsTheGenerationsThatGo) {
  limit("generations = 2\nkeep_daily = 0\n");
  for (const auto* const list : {"demo-leaf\ndemo-leaver\n", "demo-leaf\n"}) {
    want(list);
    ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  }
  limit("generations = 1\nkeep_daily = 0\n");
  const auto ended = adder({"gc", "--dry-run"});
  EXPECT_TRUE(has(ended.out, "forget  generation 3\n")) << ended.out;
  EXPECT_FALSE(has(ended.out, "forget  generation 4\n")) << ended.out;
}

// The files of another tool's mirror, in the folder "old".
class AdoptCommand : public DemoMirror {
 protected:
  void SetUp() override {
    DemoMirror::SetUp();
    want("demo-leaf\n");
    ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
    fs::create_directory(here / "old");
    fs::copy(published("pypi/packages"), here / "old/web", fs::copy_options::recursive);
    fs::remove_all(root());
  }
};

TEST_F(AdoptCommand, TakesFilesOverForTheNextSync) {
  const auto before = tree_of(here / "old");

  const auto ended = adder({"adopt", "old"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err.find("adopted 9 files, "), 0u) << ended.err;
  EXPECT_TRUE(has(ended.err,
                  "; 0 files still to be fetched\n"
                  "the next 'adder sync' publishes what the lists ask for\n"))
      << ended.err;
  EXPECT_EQ(tree_of(here / "old"), before);
  EXPECT_FALSE(fs::exists(published("pypi/simple")));

  const auto synced = events({"sync"});
  EXPECT_TRUE(event(synced, "fetched").is_null());
  EXPECT_EQ(event(synced, "planned")["bytes"], 0);
  EXPECT_EQ(synced.back()["exit"], 0);
  EXPECT_TRUE(has(page("demo-leaf"), "demo_leaf-1.0-py3"));
}

TEST_F(AdoptCommand, TellsEventsAndCountsWhatItTook) {
  const auto told = events({"adopt", "old"});
  EXPECT_TRUE(has(event(told, "fetched")["item"].get<std::string>(), "pypi/demo_leaf-"));
  EXPECT_EQ(told.back()["event"], "done");
  EXPECT_EQ(told.back()["files"], 9);
  EXPECT_GT(told.back()["bytes"], 9);
  EXPECT_EQ(told.back()["generation"], 0);
}

TEST_F(AdoptCommand, RefusesAFolderThatIsNotThere) {
  const auto ended = adder({"adopt", "nowhere"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err, "error: 'nowhere' is no folder\n");
  EXPECT_FALSE(fs::exists(root()));
}

}  // namespace

}  // namespace adder::testing
