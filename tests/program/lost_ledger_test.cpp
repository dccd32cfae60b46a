#include "tests/program/mirror.h"

#include <filesystem>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

// A mirror of two generations, of which the second hides a package.
class LostLedger : public DemoMirror {
 protected:
  void SetUp() override {
    DemoMirror::SetUp();
    want("demo-leaf\n");
    ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
    ASSERT_EQ(adder({"hide", "-q", "demo-leaf"}).exit, 0);
  }

  void lose() const {
    for (const auto* const end : {"", "-wal", "-shm"}) {
      fs::remove(root() / (std::string("ledger.db") + end));
    }
  }

  const std::vector<std::vector<std::string>> commands = {
      {"sync"}, {"sync", "--dry-run"}, {"status"}, {"gc"}, {"verify", "--repair"}};
};

TEST_F(LostLedger, IsNotReplacedByANewOneWherePagesArePublished) {
  lose();
  const auto before = tree_of(root() / "public");
  for (const auto& words : commands) {
    const auto ended = adder(words);
    EXPECT_EQ(ended.exit, 3) << words.back();
    EXPECT_EQ(ended.err, "error: '" + path("root") +
                             "' has published generation 2, but its ledger.db is gone\n"
                             "hint: restore ledger.db from a backup; to begin anew (hidden "
                             "packages will be visible again), move 'store/generations' and "
                             "'public' away\n");
    EXPECT_EQ(ended.out, "");
  }
  EXPECT_FALSE(fs::exists(root() / "ledger.db"));
  EXPECT_EQ(tree_of(root() / "public"), before);

  fs::remove_all(root() / "store/generations");
  EXPECT_TRUE(has(adder({"sync"}).err, "' has published pages, but its ledger.db is gone\n"));
  fs::remove_all(root() / "public");
  EXPECT_EQ(adder({"sync", "-q"}).exit, 0);
}

TEST_F(LostLedger, IsMissedAlsoWhereAnEmptyFileStandsInItsPlace) {
  lose();
  here.write("root/ledger.db", "");
  EXPECT_TRUE(
      has(adder({"sync"}).err, "' has published generation 2, but its ledger.db is gone\n"));
}

TEST_F(LostLedger, AnOlderCopyIsBroughtInLineByARepair) {
  fs::copy_file(root() / "ledger.db", here / "copy");
  want("demo-leaf\ndemo-epoch\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  lose();
  fs::copy_file(here / "copy", root() / "ledger.db");

  EXPECT_EQ(adder({"verify", "--repair"}).exit, 0);

  EXPECT_EQ(adder({"verify"}).exit, 0);
  EXPECT_EQ(adder({"sync", "-q"}).exit, 0);
  EXPECT_EQ(adder({"verify"}).exit, 0);
  EXPECT_TRUE(has(page("demo-epoch"), "demo_epoch-"));
  EXPECT_EQ(answer({"status"})["generation"], 3);
}

TEST_F(LostLedger, IsToldFromADamagedOne) {
  lose();
  here.write("root/ledger.db", std::string(5000, 'x'));
  for (const auto& words : commands) {
    const auto ended = adder(words);
    EXPECT_EQ(ended.exit, 3) << words.back();
    EXPECT_EQ(ended.err, "error: '" + path("root") +
                             "/ledger.db' is damaged: file is not a database\n"
                             "hint: what is published still stands; restore ledger.db from a "
                             "backup, see docs/formats/ledger.md\n");
  }
}

}  // namespace

}  // namespace adder::testing
