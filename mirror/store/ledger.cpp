#include "mirror/store/ledger.h"

#include "mirror/store/schema.h"

namespace adder::mirror {

Result<Ledger> Ledger::open(const std::filesystem::path& root, io::Database::Access access) {
  TRY_ASSIGN(auto database, io::Database::open(root / "ledger.db", kLedgerSchema, access));
  return Ledger(std::move(database));
}

Result<Ledger> Ledger::empty() {
  TRY_ASSIGN(auto database, io::Database::open(":memory:", kLedgerSchema));
  return Ledger(std::move(database));
}

Result<std::optional<std::int64_t>> Ledger::number(std::string_view fact) const {
  TRY_ASSIGN(auto statement, prepare("SELECT value FROM fact WHERE name = ?1"));
  TRY_ASSIGN(const auto found, statement.bind(1, fact).step());
  return found ? std::optional(statement.number(0)) : std::nullopt;
}

Result<std::optional<std::string>> Ledger::text(std::string_view fact) const {
  TRY_ASSIGN(auto statement, prepare("SELECT value FROM fact WHERE name = ?1"));
  TRY_ASSIGN(const auto found, statement.bind(1, fact).step());
  return found ? std::optional(statement.text(0)) : std::nullopt;
}

Result<void> Ledger::set(std::string_view fact, std::int64_t value) const {
  TRY_ASSIGN(auto statement, prepare("INSERT OR REPLACE INTO fact VALUES (?1, ?2)"));
  TRY(statement.bind(1, fact).bind(2, value).run());
  return {};
}

Result<void> Ledger::set(std::string_view fact, std::string_view value) const {
  TRY_ASSIGN(auto statement, prepare("INSERT OR REPLACE INTO fact VALUES (?1, ?2)"));
  TRY(statement.bind(1, fact).bind(2, value).run());
  return {};
}

Result<void> Ledger::forget(std::string_view fact) const {
  TRY_ASSIGN(auto statement, prepare("DELETE FROM fact WHERE name = ?1"));
  TRY(statement.bind(1, fact).run());
  return {};
}

}  // namespace adder::mirror
