#include "mirror/conda/seen_book.h"

#include "base/core/text.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace adder::mirror {

namespace {

// FNV-1a: the same on every machine, and for ever.
std::uint64_t hash(std::string_view text) {
  std::uint64_t sum = 0xcbf29ce484222325;
  for (const char letter : text) {
    sum ^= static_cast<unsigned char>(letter);
    sum *= 0x100000001b3;
  }
  return sum;
}

std::uint64_t hash_of_package(std::string_view name) {
  return hash(cat(name, '/'));  // no file is called so
}

std::string bytes_of(const std::vector<std::uint64_t>& keys) {
  std::string bytes(keys.size() * sizeof(std::uint64_t), '\0');
  std::memcpy(bytes.data(), keys.data(), bytes.size());
  return bytes;
}

std::vector<std::uint64_t> keys_in(std::string_view bytes) {
  std::vector<std::uint64_t> keys(bytes.size() / sizeof(std::uint64_t));
  std::memcpy(keys.data(), bytes.data(), keys.size() * sizeof(std::uint64_t));
  return keys;
}

// Conda takes small timestamps for seconds, large ones for milliseconds.
std::int64_t milliseconds(std::uint64_t timestamp) {
  constexpr std::uint64_t kMostSeconds = 253402300799;
  return static_cast<std::int64_t>(timestamp > kMostSeconds ? timestamp : timestamp * 1000);
}

struct ByKey {
  bool operator()(const auto& left, const auto& right) const { return left.key < right.key; }
};

bool holds(const std::vector<std::uint64_t>& sorted, std::uint64_t key) {
  return std::ranges::binary_search(sorted, key);
}

}  // namespace

Result<SeenBook> SeenBook::open(const Store& store, const std::string& channel,
                                const std::string& subdir) {
  const auto now = std::chrono::milliseconds(store.now().time_since_epoch()).count();
  SeenBook book(channel, subdir, now);
  TRY_ASSIGN(auto row, store.ledger().prepare("SELECT whole_since, files FROM conda_seen WHERE "
                                              "channel = ?1 AND subdir = ?2"));
  TRY_ASSIGN(const auto known, row.bind(1, channel).bind(2, subdir).step());
  if (known) {
    if (!row.is_null(0)) book.whole_since_ = row.number(0);
    book.known_ = keys_in(row.bytes(1));
  }
  TRY_ASSIGN(auto rows,
             store.ledger().prepare("SELECT key, at, told FROM conda_seen_at WHERE channel = ?1 "
                                    "AND subdir = ?2 ORDER BY key"));
  rows.bind(1, channel).bind(2, subdir);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    book.rows_.push_back({.key = static_cast<std::uint64_t>(rows.number(0)),
                          .at = rows.number(1),
                          .kind = rows.number(2) != 0 ? Row::Kind::told : Row::Kind::came});
    TRY_ASSIGN(more, rows.step());
  }
  // The ledger has signed numbers.
  std::ranges::sort(book.rows_, {}, &Row::key);
  return book;
}

void SeenBook::found(std::string_view key, std::string_view package) {
  found_.push_back({.key = hash(key), .package = hash_of_package(package)});
}

void SeenBook::found_package(std::string_view name) {
  packages_.push_back(hash_of_package(name));
}

// A file that a look finds came since the last one, if that would have found it too.
void SeenBook::end_look(Look look) {
  std::vector<Row> came;
  std::ranges::sort(found_, {}, &Found::key);
  const auto is_twice = [](const Found& left, const Found& right) {
    return left.key == right.key;
  };
  found_.erase(std::unique(found_.begin(), found_.end(), is_twice), found_.end());
  for (const auto& file : found_) {
    if (holds(known_, file.key)) continue;
    if (whole_since_ || find(file.package) != nullptr) {
      came.push_back({.key = file.key, .at = now_, .is_new = true});
    }
  }
  std::ranges::sort(packages_);
  packages_.erase(std::unique(packages_.begin(), packages_.end()), packages_.end());
  for (const auto package : packages_) {
    if (!whole_since_ && find(package) == nullptr) {
      came.push_back({.key = package, .at = now_, .is_new = true});
    }
  }
  enter(std::move(came));
  if (look == Look::whole && !whole_since_) {
    whole_since_ = now_;
    has_changed_ = true;
  }
  const auto before = known_.size();
  for (const auto& file : found_) known_.push_back(file.key);
  std::ranges::sort(known_);
  known_.erase(std::unique(known_.begin(), known_.end()), known_.end());
  has_changed_ = has_changed_ || known_.size() != before;
  found_ = {};
  packages_ = {};
}

void SeenBook::enter(std::vector<Row> rows) {
  const auto middle = static_cast<std::ptrdiff_t>(rows_.size());
  rows_.insert(rows_.end(), rows.begin(), rows.end());
  std::sort(rows_.begin() + middle, rows_.end(), ByKey());
  std::inplace_merge(rows_.begin(), rows_.begin() + middle, rows_.end(), ByKey());
}

SeenBook::Row* SeenBook::find(std::uint64_t key) {
  const auto at = std::ranges::lower_bound(rows_, key, {}, &Row::key);
  return at != rows_.end() && at->key == key ? &*at : nullptr;
}

std::uint64_t SeenBook::time_of(const File& file) {
  const auto key = hash(file.key);
  auto* const row = find(key);
  if (row != nullptr && row->kind == Row::Kind::told) return static_cast<std::uint64_t>(row->at);
  if (file.indexed_timestamp) return *file.indexed_timestamp;
  if (row != nullptr) {
    row->kind = Row::Kind::told;
    row->is_new = true;
    return static_cast<std::uint64_t>(row->at);
  }
  const auto* const package = find(hash_of_package(file.package));
  auto at = package != nullptr ? package->at : whole_since_.value_or(now_);
  if (file.timestamp) at = std::min(at, milliseconds(*file.timestamp));
  told_.push_back({.key = key, .at = at, .kind = Row::Kind::told, .is_new = true});
  return static_cast<std::uint64_t>(at);
}

Result<void> SeenBook::remember(const Store& store) {
  enter(std::exchange(told_, {}));
  if (has_changed_) {
    TRY_ASSIGN(auto row,
               store.ledger().prepare("INSERT OR REPLACE INTO conda_seen VALUES (?1, ?2, ?3, ?4)"));
    row.bind(1, channel_).bind(2, subdir_).bind_blob(4, bytes_of(known_));
    if (whole_since_) row.bind(3, *whole_since_);
    TRY(row.run());
    has_changed_ = false;
  }
  TRY_ASSIGN(auto entry, store.ledger().prepare(
                             "INSERT OR REPLACE INTO conda_seen_at VALUES (?1, ?2, ?3, ?4, ?5)"));
  for (auto& row : rows_) {
    if (!row.is_new) continue;
    entry.bind(1, channel_).bind(2, subdir_).bind(3, static_cast<std::int64_t>(row.key));
    TRY(entry.bind(4, row.at).bind(5, row.kind == Row::Kind::told ? 1 : 0).run());
    row.is_new = false;
  }
  return {};
}

}  // namespace adder::mirror
