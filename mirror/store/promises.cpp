#include "mirror/store/promises.h"

#include "base/core/text.h"
#include "mirror/store/blobs.h"

#include <algorithm>

namespace adder::mirror {

namespace {

// Goes through what is wanted and through what is promised now, side by side.
class Comparison {
 public:
  Comparison(std::string_view unit, std::span<const Promise> wanted)
      : unit_(unit), wanted_(wanted) {}

  void meet(std::string_view path, const Sha256& sum) {
    add_until(path);
    if (at_ == wanted_.size() || wanted_[at_].path != path) {
      changes_.dropped.emplace_back(path);
      return;
    }
    if (wanted_[at_].sha256 != sum) changes_.changed.push_back(&wanted_[at_]);
    pass();
  }

  Result<PromiseChanges> finish() && {
    while (at_ < wanted_.size()) add();
    if (contradiction_ == nullptr) return std::move(changes_);
    return Error(Error::Kind::corrupt, cat(unit_, " would promise '", printable(*contradiction_),
                                           "' twice, with different bytes"));
  }

 private:
  void add_until(std::string_view path) {
    while (at_ < wanted_.size() && wanted_[at_].path < path) add();
  }

  void add() {
    changes_.added.push_back(&wanted_[at_]);
    pass();
  }

  // Two pages may name one file.
  void pass() {
    const auto& passed = wanted_[at_];
    while (++at_ < wanted_.size() && wanted_[at_].path == passed.path) {
      if (wanted_[at_].sha256 != passed.sha256) contradiction_ = &passed.path;
    }
  }

  std::string_view unit_;
  std::span<const Promise> wanted_;
  std::size_t at_ = 0;
  PromiseChanges changes_;
  const std::string* contradiction_ = nullptr;
};

Result<void> enter(const Store& store, std::string_view unit, int generation,
                   const std::vector<const Promise*>& promises) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare("INSERT INTO promise VALUES (?1, ?2, NULL, ?3, ?4, NULL)"));
  row.bind(2, generation).bind(3, unit);
  for (const auto* const promise : promises) {
    TRY(row.bind(1, promise->path).bind(4, promise->sha256).run());
  }
  return {};
}

}  // namespace

Result<std::vector<Promise>> promises_as_of(const Store& store, std::string_view unit,
                                            int generation) {
  std::vector<Promise> promises;
  TRY_ASSIGN(auto rows, store.ledger().prepare(
                            "SELECT path, sha256 FROM promise WHERE unit = ?1 AND since <= ?2 AND "
                            "(until IS NULL OR until > ?2) ORDER BY path"));
  rows.bind(1, unit).bind(2, generation);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    promises.push_back({.path = rows.text(0), .sha256 = rows.digest<Sha256>(1)});
    TRY_ASSIGN(more, rows.step());
  }
  return promises;
}

Result<PromiseChanges> compare_promises(const Store& store, std::string_view unit,
                                        std::span<const Promise> wanted) {
  Comparison comparison(unit, wanted);
  TRY_ASSIGN(auto rows, store.ledger().prepare("SELECT path, sha256 FROM promise WHERE unit = ?1 "
                                               "AND until IS NULL ORDER BY path"));
  rows.bind(1, unit);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    comparison.meet(rows.bytes(0), rows.digest<Sha256>(1));
    TRY_ASSIGN(more, rows.step());
  }
  return std::move(comparison).finish();
}

Result<void> enter_promises(const Store& store, std::string_view unit, int generation,
                            const PromiseChanges& changes) {
  for (const auto* const promise : changes.added) {
    TRY(link_blob(store, promise->sha256, promise->path));
  }
  TRY_ASSIGN(auto row, store.ledger().prepare(
                           "UPDATE promise SET until = ?2 WHERE path = ?1 AND unit = ?3 AND until "
                           "IS NULL AND since < ?2"));
  row.bind(2, generation).bind(3, unit);
  for (const auto& path : changes.dropped) TRY(row.bind(1, path).run());
  for (const auto* const promise : changes.changed) TRY(row.bind(1, promise->path).run());
  TRY(enter(store, unit, generation, changes.added));
  return enter(store, unit, generation, changes.changed);
}

void sort_by_path(std::vector<Promise>& promises) {
  if (std::ranges::is_sorted(promises, {}, &Promise::path)) return;
  std::ranges::sort(promises, {}, &Promise::path);
}

}  // namespace adder::mirror
