#include "tests/program/mirror.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Json = nlohmann::json;

// A mirror with something to add, to hold, to change and to retire.
class DryRun : public DemoMirror {
 protected:
  void SetUp() override {
    DemoMirror::SetUp();
    want("demo-leaf\ndemo-leaver\n");
    ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
    want("demo-leaf\ndemo-pkg ==2.0 +deps\n");
    release("demo-leaf", "3.0");
    ASSERT_TRUE(
        upstream.change(R"({"change": "bytes", "filename": "demo_leaf-1.0-py3-none-any.whl"})"));
  }

  static constexpr auto kChanged = "pypi/demo_leaf-1.0-py3-none-any.whl";
};

TEST_F(DryRun, PrintsThePlan) {
  const auto ended = adder({"sync", "--dry-run"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out.find("add     pypi/demo_dep-1.1-py3-none-any.whl  1.4 kB\n"
                           "add     pypi/demo_dep-1.1-py3-none-any.whl.metadata  unknown size\n"),
            0u)
      << ended.out;
  EXPECT_TRUE(has(ended.out, "\nadd     pypi/demo_leaf-3.0.tar.gz  10 kB\n")) << ended.out;
  EXPECT_TRUE(has(ended.out,
                  "\nhold    pypi/demo_leaf-1.0-py3-none-any.whl  new bytes under a "
                  "published name\n"))
      << ended.out;
  EXPECT_TRUE(has(ended.out, "\nretire  pypi/demo_leaver-1.0.tar.gz  10 kB\n")) << ended.out;
  EXPECT_TRUE(has(ended.out, "\npypi: 10 files to add, 0 to change, 3 to retire, ")) << ended.out;
  EXPECT_TRUE(has(ended.out, " to fetch\ndisk after: ")) << ended.out;
  EXPECT_TRUE(has(ended.out, " free\ntime: not known before the first download\n")) << ended.out;
}

TEST_F(DryRun, ShowsWhatAcceptingAChangeWouldDo) {
  const auto ended = adder({"sync", "--dry-run", "--accept-changed", kChanged});
  EXPECT_TRUE(has(ended.out, "\nchange  pypi/demo_leaf-1.0-py3-none-any.whl  1.4 kB\n"))
      << ended.out;
  EXPECT_TRUE(has(ended.out, "\npypi: 10 files to add, 1 to change, 3 to retire, ")) << ended.out;
}

TEST_F(DryRun, IsTheVeryPlanOfTheSyncThatFollows) {
  const auto plan = answer({"sync", "--dry-run", "--accept-changed", kChanged});
  const auto told = events({"sync", "--accept-changed", kChanged});

  EXPECT_EQ(plan["schema"], 1);
  ASSERT_EQ(plan["sections"].size(), 1u);
  const auto& pypi = plan["sections"][0];
  EXPECT_EQ(pypi["name"], "pypi");
  EXPECT_EQ(pypi["hold"], Json::array());
  EXPECT_GT(plan["disk_after"], plan["bytes"]);
  EXPECT_TRUE(plan["seconds"].is_null());
  EXPECT_EQ(event(told, "planned"), (Json{{"event", "planned"},
                                          {"section", "pypi"},
                                          {"add", pypi["add"].size()},
                                          {"change", pypi["change"].size()},
                                          {"retire", pypi["retire"].size()},
                                          {"bytes", pypi["bytes"]}}));
  std::set<std::string> planned;
  std::set<std::string> fetched;
  for (const auto& file : pypi["add"]) planned.insert(file["item"]);
  for (const auto& file : pypi["change"]) planned.insert(file["item"]);
  for (const auto& one : told) {
    if (one["event"] == "fetched") fetched.insert(one["item"]);
  }
  EXPECT_EQ(planned, fetched);
}

TEST_F(DryRun, WritesNothingBelowRoot) {
  const auto before = tree_of(root());
  for (const auto* flag : {"-v", "--json"}) {
    EXPECT_EQ(adder({"sync", "--dry-run", flag}).exit, 0);
    EXPECT_EQ(tree_of(root()), before);
  }
}

// To look beside a sync that may begin at any time leaves the files that SQLite needs for it.
TEST_F(DryRun, WritesNothingBelowRootAfterAVerify) {
  ASSERT_EQ(adder({"verify"}).exit, 0);
  const auto before = tree_of(root());
  EXPECT_EQ(adder({"sync", "--dry-run"}).exit, 0);
  EXPECT_EQ(adder({"status"}).exit, 0);
  EXPECT_EQ(tree_of(root()), before);
}

TEST_F(DryRun, TakesNoLock) {
  const int lock = ::open((root() / ".lock").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::flock(lock, LOCK_EX), 0);
  EXPECT_EQ(adder({"sync", "--dry-run"}).exit, 0);
  EXPECT_EQ(adder({"sync"}).exit, 4);
  ::close(lock);
}

TEST_F(DryRun, MakesNoMirrorWhereThereIsNone) {
  std::filesystem::remove_all(root());
  EXPECT_EQ(adder({"sync", "--dry-run"}).exit, 0);
  EXPECT_FALSE(std::filesystem::exists(root()));
}

TEST_F(DryRun, TellsHowLongItWouldTakeAtTheRateLastSeen) {
  want("demo-leaf\ndemo-big\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 1);
  want("demo-leaf\ndemo-big\ndemo-pkg\n");

  const auto ended = adder({"sync", "--dry-run"});

  EXPECT_TRUE(has(ended.out, "\ntime: about ")) << ended.out;
  EXPECT_TRUE(has(ended.out, "/s, the rate of the last download\n")) << ended.out;
  EXPECT_TRUE(answer({"sync", "--dry-run"})["seconds"].is_number());
}

// It is what the hint of that refusal advises to look at.
TEST_F(DryRun, PrintsAlsoThePlanThatALimitRefuses) {
  limit("max_bytes = '1kB'\n");

  const auto ended = adder({"sync", "--dry-run"});

  EXPECT_EQ(ended.exit, 3);
  EXPECT_TRUE(has(ended.out, "\npypi: 10 files to add, 0 to change, 3 to retire, ")) << ended.out;
  EXPECT_EQ(ended.err.find("error: the plan would download more than 'max_bytes' allows\n"), 0u)
      << ended.err;
  EXPECT_EQ(answer({"sync", "--dry-run"})["sections"][0]["add"].size(), 10u);
}

}  // namespace

}  // namespace adder::testing
