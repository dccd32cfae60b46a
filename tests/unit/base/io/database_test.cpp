#include "base/io/database.h"

#include "base/core/text.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 2> kSchema = {"CREATE TABLE fruit(name TEXT PRIMARY KEY)",
                                                     "ALTER TABLE fruit ADD COLUMN colour TEXT"};

std::int64_t count(const io::Database& database) {
  auto statement = database.prepare("SELECT count(*) FROM fruit");
  return statement && *statement->step() ? statement->number(0) : -1;
}

constexpr auto kReadOnly = io::Database::Access::read_only;

// The files of a database whose writer was cut off after a commit, as far as they are named.
void leave_after_a_kill(const TempFolder& folder, const std::vector<std::string>& names) {
  const TempFolder writing;
  const auto database = io::Database::open(writing / "db", kSchema);
  ASSERT_TRUE(database->execute("INSERT INTO fruit(name) VALUES ('fig')"));
  for (const auto& name : names) fs::copy(writing / name, folder / name);
}

// All files with their times and bytes.
std::map<std::string, std::pair<fs::file_time_type, std::string>> all_in(const TempFolder& folder) {
  std::map<std::string, std::pair<fs::file_time_type, std::string>> all;
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    all[entry.path().filename()] = {entry.last_write_time(), content_of(entry.path())};
  }
  return all;
}

TEST(Database, BringsAnOlderFileUpToDate) {
  const TempFolder folder;
  {
    const auto old = io::Database::open(folder / "db", std::span(kSchema).first(1));
    ASSERT_TRUE(old->execute("INSERT INTO fruit VALUES ('plum')"));
  }

  const auto database = io::Database::open(folder / "db", kSchema);

  ASSERT_TRUE(database) << database.error().words();
  EXPECT_TRUE(database->execute("UPDATE fruit SET colour = 'blue'"));
}

TEST(Database, RefusesAFileFromANewerAdder) {
  const TempFolder folder;
  ASSERT_TRUE(io::Database::open(folder / "db", kSchema));

  const auto database = io::Database::open(folder / "db", std::span(kSchema).first(1));

  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().hint(), "use the newer adder");
}

TEST(Database, UndoesWhatWasNotCommitted) {
  const TempFolder folder;
  const auto database = io::Database::open(folder / "db", kSchema);
  {
    const auto transaction = io::Transaction::begin(*database);
    ASSERT_TRUE(database->execute("INSERT INTO fruit(name) VALUES ('fig')"));
    EXPECT_EQ(count(*database), 1);
  }
  EXPECT_EQ(count(*database), 0);
}

TEST(Database, BindsAndReadsEveryKindOfValue) {
  const TempFolder folder;
  const auto database = io::Database::open(folder / "db", {});
  auto statement = database->prepare("SELECT ?1, ?2, ?3, ?4");
  ASSERT_TRUE(statement);
  Sha256 digest;
  digest.bytes[31] = std::byte{7};

  statement->bind(1, std::int64_t{42}).bind(2, "text").bind(3, digest).bind_null(4);

  ASSERT_TRUE(*statement->step());
  EXPECT_EQ(statement->number(0), 42);
  EXPECT_EQ(statement->text(1), "text");
  EXPECT_EQ(statement->digest<Sha256>(2), digest);
  EXPECT_TRUE(statement->is_null(3));
}

TEST(Database, AStatementInUseCanBeAskedForOnceMore) {
  const TempFolder folder;
  const auto database = io::Database::open(folder / "db", kSchema);
  ASSERT_TRUE(database->execute("INSERT INTO fruit(name) VALUES ('fig'), ('plum')"));
  auto outer = database->prepare("SELECT name FROM fruit");
  int pairs = 0;
  while (*outer->step()) {
    auto inner = database->prepare("SELECT name FROM fruit");
    while (*inner->step()) ++pairs;
  }
  EXPECT_EQ(pairs, 4);
}

TEST(Database, SaysThatAFileIsNoDatabase) {
  const TempFolder folder;
  folder.write("db", std::string(5000, 'x'));

  const auto database = io::Database::open(folder / "db", kSchema);

  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().kind(), Error::Kind::corrupt);
  EXPECT_EQ(database.error().words(),
            cat("'", (folder / "db").native(), "' is damaged: file is not a database"));
}

TEST(Database, AReaderLeavesTheLogOfAKilledWriterAlone) {
  const TempFolder folder;
  leave_after_a_kill(folder, {"db", "db-wal", "db-shm"});
  const auto before = all_in(folder);

  const auto database = io::Database::open(folder / "db", kSchema, kReadOnly);

  ASSERT_TRUE(database) << database.error().words();
  EXPECT_EQ(count(*database), 1);
  EXPECT_EQ(all_in(folder), before);
}

TEST(Database, AReaderNeedsNoIndexForAnEmptyLog) {
  const TempFolder folder;
  ASSERT_TRUE(io::Database::open(folder / "db", kSchema));
  folder.write("db-wal", "");
  const auto before = all_in(folder);

  const auto database = io::Database::open(folder / "db", kSchema, kReadOnly);

  ASSERT_TRUE(database) << database.error().words();
  EXPECT_EQ(count(*database), 0);
  EXPECT_EQ(all_in(folder), before);
}

TEST(Database, AReaderFindsWhatIsInALogThatLostItsIndex) {
  const TempFolder folder;
  leave_after_a_kill(folder, {"db", "db-wal"});

  const auto database = io::Database::open(folder / "db", kSchema, kReadOnly);

  ASSERT_TRUE(database) << database.error().words();
  EXPECT_EQ(count(*database), 1);
}

TEST(Database, AReaderBesideAWriterSeesWhatItCommits) {
  const TempFolder folder;
  const auto writer = io::Database::open(folder / "db", kSchema);
  const auto once = io::Database::open(folder / "db", kSchema, kReadOnly);
  const auto beside =
      io::Database::open(folder / "db", kSchema, io::Database::Access::read_beside_writer);

  ASSERT_TRUE(writer->execute("INSERT INTO fruit(name) VALUES ('fig')"));

  ASSERT_TRUE(once) << once.error().words();
  ASSERT_TRUE(beside) << beside.error().words();
  EXPECT_EQ(count(*beside), 1);
}

}  // namespace

}  // namespace adder::testing
