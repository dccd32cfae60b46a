#include "mirror/store/publication.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/gzip.h"
#include "base/io/hasher.h"
#include "mirror/store/blobs.h"
#include "mirror/store/manifest.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>

namespace adder::mirror {

namespace {

// Bytes of a page, under their own name. Not synced: commit() does that for all of them at once.
Result<Sha256> keep_page(const Store& store, std::string_view bytes) {
  const auto sum = io::sha256_of(bytes);
  const auto path = store.paths().page(sum);
  TRY(io::make_folders(path.parent_path()));
  const auto draft = store.paths().incoming() / "page";
  io::Fd fd(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0444));
  if (!fd) return io::disk_error("create", draft);
  TRY(io::write_all(*fd, io::bytes_of(bytes), draft));
  TRY(io::close_file(std::move(fd), draft));
  TRY(io::rename_file(draft, path));
  return sum;
}

// Servers tell browsers by a page's time whether it changed, in whole seconds: never twice the
// same.
Result<std::int64_t> next_mtime(const Store& store, std::string_view unit) {
  TRY_ASSIGN(auto last, store.ledger().prepare("SELECT mtime FROM last_mtime WHERE path = ?1"));
  TRY_ASSIGN(const auto known, last.bind(1, unit).step());
  const std::int64_t now = store.now().time_since_epoch().count();
  const auto mtime = known ? std::max(now, last.number(0) + 1) : now;
  TRY_ASSIGN(auto row, store.ledger().prepare("INSERT OR REPLACE INTO last_mtime VALUES (?1, ?2)"));
  TRY(row.bind(1, unit).bind(2, mtime).run());
  return mtime;
}

Result<void> write_published(const Store& store, const std::string& path, std::string_view bytes,
                             std::int64_t mtime) {
  // A run that never came to its commit may have left one there.
  TRY(store.published().remove(path));
  TRY_ASSIGN(auto fd, store.published().create(path));
  TRY(io::write_all(*fd, io::bytes_of(bytes), path));
  const std::array<timespec, 2> times = {timespec{.tv_sec = mtime, .tv_nsec = 0},
                                         timespec{.tv_sec = mtime, .tv_nsec = 0}};
  if (::futimens(*fd, times.data()) != 0) return io::disk_error("set the time of", path);
  return io::close_file(std::move(fd), path);
}

bool same_pages(const Unit& unit, const std::vector<Page>& pages) {
  if (unit.pages.size() != pages.size()) return false;
  return std::ranges::all_of(pages, [&](const Page& page) {
    const auto found = unit.pages.find(page.name);
    return found != unit.pages.end() && found->second == io::sha256_of(page.bytes);
  });
}

}  // namespace

std::string_view words(Cause cause) {
  switch (cause) {
    case Cause::sync:
      return "sync";
    case Cause::rollback:
      return "rollback";
    case Cause::hide:
      return "hide";
    case Cause::unhide:
      break;
  }
  return "unhide";
}

Result<Publication> Publication::begin(const Store& store, Cause cause, std::string note) {
  TRY_ASSIGN(const auto last, store.ledger().number("generation"));
  TRY_ASSIGN(auto transaction, store.ledger().begin());
  return Publication(store, std::move(transaction), static_cast<int>(last.value_or(0)) + 1, cause,
                     std::move(note));
}

Publication::Publication(const Store& store, io::Transaction transaction, int number, Cause cause,
                         std::string note)
    : store_(&store),
      transaction_(std::move(transaction)),
      number_(number),
      cause_(cause),
      note_(std::move(note)) {}

Result<void> Publication::put(const UnitDraft& draft) {
  TRY_ASSIGN(const auto now, unit_now(*store_, draft.path));
  if (now && same_pages(*now, draft.draw(now->since))) return {};
  TRY(enter_promises(draft));
  TRY(end_unit(draft.path));
  TRY(write_pages(draft.path, draft.draw(number_)));
  ++changes_;
  return {};
}

Result<void> Publication::remove(std::string_view unit) {
  TRY_ASSIGN(auto promises, store_->ledger().prepare(
                                "UPDATE promise SET until = ?2 WHERE unit = ?1 AND until IS NULL"));
  TRY(promises.bind(1, unit).bind(2, number_).run());
  TRY(end_unit(unit));
  ++changes_;
  return {};
}

Result<void> Publication::end_unit(std::string_view unit) {
  TRY_ASSIGN(auto row, store_->ledger().prepare("UPDATE unit SET until = ?2, replaced_at = ?3 "
                                                "WHERE path = ?1 AND until IS NULL"));
  row.bind(1, unit).bind(2, number_).bind(3, store_->now().time_since_epoch().count());
  TRY(row.run());
  return {};
}

Result<void> Publication::write_pages(const std::string& unit, const std::vector<Page>& pages) {
  TRY_ASSIGN(const auto mtime, next_mtime(*store_, unit));
  TRY_ASSIGN(auto row,
             store_->ledger().prepare("INSERT INTO unit VALUES (?1, ?2, NULL, ?3, NULL)"));
  TRY(row.bind(1, unit).bind(2, number_).bind(3, mtime).run());

  const auto folder = place_of(unit, number_).folder;
  for (const auto& page : pages) {
    TRY_ASSIGN(const auto sum, keep_page(*store_, page.bytes));
    const auto path = cat(folder, '/', page.name);
    TRY(write_published(*store_, path, page.bytes, mtime));
    TRY(write_published(*store_, path + ".gz", io::gzip(page.bytes), mtime));
    TRY_ASSIGN(auto entry, store_->ledger().prepare("INSERT INTO page VALUES (?1, ?2, ?3, ?4)"));
    TRY(entry.bind(1, unit).bind(2, number_).bind(3, page.name).bind(4, sum).run());
  }
  return {};
}

Result<void> Publication::enter_promises(const UnitDraft& draft) {
  TRY_ASSIGN(auto gone, promises_now(*store_, draft.path));
  for (const auto& promise : draft.promises) {
    const auto held = gone.find(promise.path);
    if (held != gone.end() && held->second == promise.sha256) {
      gone.erase(held);
      continue;
    }
    TRY(link_blob(*store_, promise.sha256, promise.path));
    TRY_ASSIGN(auto row,
               store_->ledger().prepare("INSERT INTO promise VALUES (?1, ?2, NULL, ?3, ?4, NULL)"));
    TRY(row.bind(1, promise.path)
            .bind(2, number_)
            .bind(3, draft.path)
            .bind(4, promise.sha256)
            .run());
  }
  for (const auto& [path, sum] : gone) {
    TRY_ASSIGN(auto row, store_->ledger().prepare(
                             "UPDATE promise SET until = ?2 WHERE path = ?1 AND until IS NULL AND "
                             "since < ?2"));
    TRY(row.bind(1, path).bind(2, number_).run());
  }
  return {};
}

Result<void> Publication::enter_generation() {
  TRY_ASSIGN(auto row,
             store_->ledger().prepare("INSERT INTO generation VALUES (?1, ?2, ?3, ?4, 0, ?5)"));
  row.bind(1, number_).bind(2, store_->now().time_since_epoch().count()).bind(3, words(cause_));
  TRY(row.bind(4, note_).bind(5, static_cast<std::int64_t>(changes_)).run());
  TRY(store_->ledger().set("generation", std::int64_t{number_}));
  return store_->ledger().set("switching", std::int64_t{number_});
}

Result<std::optional<int>> Publication::commit(Report& report) && {
  if (changes_ == 0) {
    TRY(std::move(transaction_).commit());
    return std::optional<int>();
  }
  TRY(enter_generation());
  TRY(write_manifest(*store_, number_, words(cause_)));
  // All that the new generation names is on disk before the ledger says that there is one.
  TRY(io::sync_file_system(store_->paths().root));
  TRY(std::move(transaction_).commit().during("committing the generation"));
  TRY(finish_switch(*store_).during("switching the published tree"));
  report.published(number_, changes_);
  return std::optional(number_);
}

}  // namespace adder::mirror
