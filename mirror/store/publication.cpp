#include "mirror/store/publication.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/hasher.h"
#include "mirror/store/blobs.h"
#include "mirror/store/manifest.h"
#include "mirror/store/pages.h"

#include <algorithm>

namespace adder::mirror {

namespace {

// The page in the store. What an earlier generation has there is left alone: a new file in its
// place would not be durable yet.
Result<Sha256> keep_new_page(const Store& store, std::string_view bytes) {
  const auto sum = io::sha256_of(bytes);
  TRY_ASSIGN(auto row, store.ledger().prepare("SELECT 1 FROM page WHERE sha256 = ?1"));
  TRY_ASSIGN(const auto kept, row.bind(1, sum).step());
  return kept ? sum : keep_page(store, bytes);
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
      made_at_(store.now()),
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
    TRY_ASSIGN(const auto sum, keep_new_page(*store_, page.bytes));
    TRY(show_page(*store_, cat(folder, '/', page.name), page.bytes, mtime));
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
    // Other bytes at a path that is promised now wait for the switch: see finish_switch().
    if (held == gone.end()) TRY(link_blob(*store_, promise.sha256, promise.path));
    TRY_ASSIGN(auto row,
               store_->ledger().prepare("INSERT INTO promise VALUES (?1, ?2, NULL, ?3, ?4, NULL)"));
    TRY(row.bind(1, promise.path)
            .bind(2, number_)
            .bind(3, draft.path)
            .bind(4, promise.sha256)
            .run());
  }
  for (const auto& [path, sum] : gone) {
    TRY_ASSIGN(auto row,
               store_->ledger().prepare(
                   "UPDATE promise SET until = ?2 WHERE path = ?1 AND unit = ?3 AND until "
                   "IS NULL AND since < ?2"));
    TRY(row.bind(1, path).bind(2, number_).bind(3, draft.path).run());
  }
  return {};
}

Result<void> Publication::enter_generation() {
  TRY_ASSIGN(auto row,
             store_->ledger().prepare("INSERT INTO generation VALUES (?1, ?2, ?3, ?4, 0, ?5)"));
  row.bind(1, number_).bind(2, made_at_.time_since_epoch().count()).bind(3, words(cause_));
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
  TRY(write_manifest(*store_, {.number = number_,
                               .made_at = made_at_,
                               .cause = std::string(words(cause_)),
                               .note = note_}));
  // All that the new generation names is on disk before the ledger says that there is one.
  TRY(io::sync_file_system(store_->paths().root));
  TRY(std::move(transaction_).commit().during("committing the generation"));
  TRY(finish_switch(*store_).during("switching the published tree"));
  report.published(number_, changes_);
  return std::optional(number_);
}

}  // namespace adder::mirror
