#pragma once

#include "base/core/checksum.h"
#include "base/core/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace adder::io {

// A prepared statement: bind to ?1 ?2 ..., then step through the rows or run it. When it goes out
// of scope it is fresh for its next user.
class Statement {
 public:
  enum class Owner { database, itself };
  Statement(sqlite3* database, sqlite3_stmt* statement, Owner owner)
      : database_(database), statement_(statement), owner_(owner) {}
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, std::string_view text);
  Statement& bind_blob(int index, std::string_view bytes);
  Statement& bind_null(int index);
  template <class Name, std::size_t size>
  Statement& bind(int index, const Digest<Name, size>& digest) {
    return bind_blob(index, {reinterpret_cast<const char*>(digest.bytes.data()), size});
  }

  // True when there is a row to read.
  Result<bool> step();
  // For statements without rows. How many rows they changed.
  Result<std::int64_t> run();

  bool is_null(int column) const;
  std::int64_t number(int column) const;
  std::string text(int column) const;
  std::string_view bytes(int column) const;  // until the next step
  template <class Digest>
  Digest digest(int column) const {
    Digest out;
    const auto stored = bytes(column);
    if (stored.size() == out.bytes.size()) copy_bytes(stored, out.bytes);
    return out;
  }

 private:
  static void copy_bytes(std::string_view from, std::span<std::byte> to);
  sqlite3* database_;
  sqlite3_stmt* statement_;
  Owner owner_;
};

// One SQLite file in WAL mode, where a commit is on disk when it returns. Used by one thread.
class Database {
 public:
  enum class Access {
    read_write,
    read_only,           // writes nothing, also no files beside it; as it is when opened
    read_beside_writer,  // sees what others commit meanwhile
  };

  // Brings the schema up to date: migrations[n] leads from user_version n to n + 1, each in a
  // transaction of its own. A file from a newer adder is refused.
  static Result<Database> open(const std::filesystem::path& path,
                               std::span<const std::string_view> migrations,
                               Access access = Access::read_write);
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // Statements are kept prepared by their text; one that is in use is prepared once more.
  Result<Statement> prepare(std::string_view sql) const;
  Result<void> execute(const std::string& sql) const;

  // Whether changes are part of something that may still be undone.
  bool is_in_transaction() const;

  const std::filesystem::path& path() const { return path_; }

 private:
  struct Open;
  Database(std::filesystem::path path, std::unique_ptr<Open> open);

  std::filesystem::path path_;
  std::unique_ptr<Open> open_;
};

// All or nothing: what was changed since begin() is undone unless commit() is called.
class Transaction {
 public:
  static Result<Transaction> begin(const Database& database);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Result<void> commit() &&;

 private:
  explicit Transaction(const Database& database) : database_(&database) {}
  const Database* database_;
};

}  // namespace adder::io
