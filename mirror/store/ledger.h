#pragma once

#include "base/io/database.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace adder::mirror {

// The memory of a mirror: one SQLite file. What is in it is on disk; what is only on disk and not
// in it never happened.
class Ledger {
 public:
  static Result<Ledger> open(const std::filesystem::path& root,
                             io::Database::Access access = io::Database::Access::read_write);

  // The ledger of a mirror that does not exist yet: in memory, gone with this object.
  static Result<Ledger> empty();

  const io::Database& database() const { return database_; }
  Result<io::Statement> prepare(std::string_view sql) const { return database_.prepare(sql); }
  Result<io::Transaction> begin() const { return io::Transaction::begin(database_); }

  // Single values under a name of their own.
  Result<std::optional<std::int64_t>> number(std::string_view fact) const;
  Result<std::optional<std::string>> text(std::string_view fact) const;
  Result<void> set(std::string_view fact, std::int64_t value) const;
  Result<void> set(std::string_view fact, std::string_view value) const;
  Result<void> forget(std::string_view fact) const;

 private:
  explicit Ledger(io::Database database) : database_(std::move(database)) {}
  io::Database database_;
};

}  // namespace adder::mirror
