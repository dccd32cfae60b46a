#include "base/io/database.h"

#include "base/core/handle.h"
#include "base/core/text.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <span>
#include <system_error>
#include <utility>

namespace adder::io {

namespace fs = std::filesystem;

namespace {

using Connection = Handle<sqlite3, sqlite3_close_v2>;
using Prepared = Handle<sqlite3_stmt, sqlite3_finalize>;

Error damaged(sqlite3* database, const fs::path& file) {
  return {Error::Kind::corrupt, cat("'", file.native(), "' is damaged: ", sqlite3_errmsg(database)),
          cat("what is published still stands; restore ", file.filename().native(),
              " from a backup, see docs/formats/ledger.md")};
}

Error database_error(sqlite3* database, std::string_view action) {
  const int code = sqlite3_extended_errcode(database) & 0xff;
  const char* const name = sqlite3_db_filename(database, "main");
  const fs::path file = name == nullptr ? "" : name;
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) return damaged(database, file);
  auto kind = Error::Kind::io;
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) kind = Error::Kind::busy;
  std::string hint;
  if (code == SQLITE_FULL) hint = "free some space on this file system, then run the command again";
  return {kind, cat("cannot ", action, " '", file.native(), "': ", sqlite3_errmsg(database)),
          std::move(hint)};
}

}  // namespace

// Statements by their text.
struct Database::Open {
  Connection connection;
  std::map<std::string, Prepared, std::less<>> prepared;
};

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      owner_(other.owner_) {}

Statement::~Statement() {
  if (statement_ == nullptr) return;
  if (owner_ == Owner::itself) {
    sqlite3_finalize(statement_);
    return;
  }
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Statement& Statement::bind(int index, std::int64_t value) {
  sqlite3_bind_int64(statement_, index, value);
  return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
  sqlite3_bind_text64(statement_, index, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  sqlite3_bind_blob64(statement_, index, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::bind_null(int index) {
  sqlite3_bind_null(statement_, index);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return database_error(database_, "use");
}

Result<std::int64_t> Statement::run() {
  TRY_ASSIGN(auto more, step());
  while (more) {
    TRY_ASSIGN(more, step());
  }
  sqlite3_reset(statement_);
  return static_cast<std::int64_t>(sqlite3_changes64(database_));
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string Statement::text(int column) const {
  return std::string(bytes(column));
}

std::string_view Statement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

void Statement::copy_bytes(std::string_view from, std::span<std::byte> to) {
  std::memcpy(to.data(), from.data(), to.size());
}

Database::Database(fs::path path, std::unique_ptr<Open> open)
    : path_(std::move(path)), open_(std::move(open)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

namespace {

// A reader of a WAL database makes files beside it, even of one that nobody has open, and writes
// into those it finds. With nothing in the log, the file is whole by itself, and is read as what it
// is; a log with its index is read and left alone. Only a log that lost its index needs a new one.
std::string name_for_reading(const fs::path& path) {
  std::error_code unknown;
  const bool has_index = fs::exists(path.native() + "-shm", unknown);
  const auto log = fs::file_size(path.native() + "-wal", unknown);
  const bool has_log = !unknown && log > 0;
  if (has_log && !has_index) return path.native();
  std::string uri = "file:";
  for (const char letter : path.native()) {
    const bool special = letter == '?' || letter == '#' || letter == '%';
    uri +=
        special ? cat('%', to_hex(std::as_bytes(std::span(&letter, 1)))) : std::string(1, letter);
  }
  return uri + (has_log ? "?readonly_shm=1" : "?immutable=1");
}

bool may_write_beside(const fs::path& path) {
  const auto folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  return ::access(folder.c_str(), W_OK) == 0;
}

Result<Connection> opened(const std::string& name, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Connection connection(raw);
  if (code != SQLITE_OK) return database_error(raw, "open");
  // Readers of a live ledger meet a writer now and then.
  sqlite3_busy_timeout(raw, 10'000);
  return connection;
}

bool is_readable(const Connection& connection) {
  return sqlite3_exec(connection.get(), "PRAGMA schema_version", nullptr, nullptr, nullptr) ==
         SQLITE_OK;
}

Result<Connection> connect(const fs::path& path, Database::Access access) {
  const bool only_read = access != Database::Access::read_write;
  const int flags = only_read ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                              : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  // To see what others commit takes files beside it; who may not make them reads what is there.
  const bool once = access == Database::Access::read_only || (only_read && !may_write_beside(path));
  if (!once) return opened(path.native(), flags);
  auto connection = opened(name_for_reading(path), flags);
  if (!connection || is_readable(*connection)) return connection;
  // The last writer may just have taken its log along.
  return opened(name_for_reading(path), flags);
}

Result<std::int64_t> schema_version(const Database& database) {
  TRY_ASSIGN(auto statement, database.prepare("PRAGMA user_version"));
  TRY_ASSIGN(const auto found, statement.step());
  return found ? statement.number(0) : 0;
}

Result<void> migrate(const Database& database, std::span<const std::string_view> migrations,
                     Database::Access access) {
  TRY_ASSIGN(const auto version, schema_version(database));
  const auto known = static_cast<std::int64_t>(migrations.size());
  if (version > known) {
    return Error(Error::Kind::invalid,
                 cat("'", database.path().native(), "' was written by a newer adder (schema ",
                     version, ", this one knows ", known, ")"),
                 "use the newer adder");
  }
  if (access != Database::Access::read_write) {
    if (version == known) return {};
    return Error(Error::Kind::invalid,
                 cat("'", database.path().native(), "' has the older schema ", version),
                 "run 'adder sync' once: it brings the ledger up to date");
  }
  for (auto next = version; next < known; ++next) {
    TRY_ASSIGN(auto transaction, Transaction::begin(database));
    TRY(database.execute(std::string(migrations[static_cast<std::size_t>(next)])));
    TRY(database.execute(cat("PRAGMA user_version = ", next + 1)));
    TRY(std::move(transaction).commit());
  }
  return {};
}

}  // namespace

Result<Database> Database::open(const fs::path& path, std::span<const std::string_view> migrations,
                                Access access) {
  auto open = std::make_unique<Open>();
  TRY_ASSIGN(open->connection, connect(path, access));
  Database database(path, std::move(open));
  if (access == Access::read_write) {
    TRY(database.execute("PRAGMA journal_mode = WAL"));
    TRY(database.execute("PRAGMA synchronous = FULL"));
  }
  TRY(database.execute("PRAGMA cache_size = -8000"));
  TRY(migrate(database, migrations, access));
  return database;
}

Result<Statement> Database::prepare(std::string_view sql) const {
  auto* connection = open_->connection.get();
  const auto found = open_->prepared.find(sql);
  const bool known = found != open_->prepared.end();
  if (known && sqlite3_stmt_busy(found->second.get()) == 0) {
    return Statement(connection, found->second.get(), Statement::Owner::database);
  }
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  if (code != SQLITE_OK) return database_error(connection, "read");
  if (known) return Statement(connection, raw, Statement::Owner::itself);
  open_->prepared.emplace(sql, Prepared(raw));
  return Statement(connection, raw, Statement::Owner::database);
}

Result<void> Database::execute(const std::string& sql) const {
  auto* connection = open_->connection.get();
  if (sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return database_error(connection, "change");
  }
  return {};
}

bool Database::is_in_transaction() const {
  return sqlite3_get_autocommit(open_->connection.get()) == 0;
}

Result<Transaction> Transaction::begin(const Database& database) {
  TRY(database.execute("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  // Nobody is left to tell; a failed commit has already said why.
  const auto undone = database_->execute("ROLLBACK");
  static_cast<void>(undone);
}

Result<void> Transaction::commit() && {
  TRY(database_->execute("COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace adder::io
