#include "base/io/database.h"

#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <array>
#include <string_view>
#include <utility>

namespace adder::testing {

namespace {

constexpr std::array<std::string_view, 2> kSchema = {"CREATE TABLE fruit(name TEXT PRIMARY KEY)",
                                                     "ALTER TABLE fruit ADD COLUMN colour TEXT"};

std::int64_t count(const io::Database& database) {
  auto statement = database.prepare("SELECT count(*) FROM fruit");
  return statement && *statement->step() ? statement->number(0) : -1;
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
}

}  // namespace

}  // namespace adder::testing
