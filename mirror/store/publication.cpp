#include "mirror/store/publication.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/hasher.h"
#include "mirror/store/manifest.h"
#include "mirror/store/pages.h"

#include <map>

namespace adder::mirror {

namespace {

Result<bool> is_kept(const Store& store, const Sha256& page) {
  TRY_ASSIGN(auto row, store.ledger().prepare("SELECT 1 FROM page WHERE sha256 = ?1"));
  return row.bind(1, page).step();
}

std::map<std::string, Sha256> sums_of(const std::vector<Page>& pages) {
  std::map<std::string, Sha256> sums;
  for (const auto& page : pages) sums.emplace(page.name, io::sha256_of(page.bytes));
  return sums;
}

std::map<std::string, Sha256> sums_of(const std::vector<PageFile>& pages) {
  std::map<std::string, Sha256> sums;
  for (const auto& page : pages) sums.emplace(page.name, page.sha256);
  return sums;
}

Result<void> remove_draft(const PageFile& page) {
  if (!page.draft.empty()) TRY(io::remove_file(page.draft));
  return {};
}

// Nobody has looked at it for a while.
Result<void> expect_whole(const Store& store, const PageFile& page) {
  const auto file = store.paths().page(page.sha256);
  TRY_ASSIGN(const auto sum, io::sha256_of_file(file));
  if (sum == page.sha256) return {};
  return Error(Error::Kind::corrupt,
               cat("'", file.native(), "' holds other bytes than its name says"),
               "'adder verify --repair' mends what can be mended");
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
  if (now && now->pages == sums_of(draft.draw(now->since))) return {};
  auto promises = draft.promises;
  sort_by_path(promises);
  TRY_ASSIGN(const auto changes, compare_promises(*store_, draft.path, promises));
  TRY(enter_promises(*store_, draft.path, number_, changes));
  TRY(end_unit(draft.path));
  TRY_ASSIGN(const auto mtime, begin_unit(draft.path));
  for (const auto& page : draft.draw(number_)) TRY(write_page(draft.path, page, mtime));
  return {};
}

Result<void> Publication::put(FileUnitDraft draft) {
  sort_by_path(draft.promises);
  TRY_ASSIGN(const auto now, unit_now(*store_, draft.path));
  TRY_ASSIGN(const auto changes, compare_promises(*store_, draft.path, draft.promises));
  if (now && now->pages == sums_of(draft.pages) && changes.empty()) {
    for (const auto& page : draft.pages) TRY(remove_draft(page));
    return {};
  }
  TRY(enter_promises(*store_, draft.path, number_, changes));
  TRY(end_unit(draft.path));
  TRY_ASSIGN(const auto mtime, begin_unit(draft.path));
  for (const auto& page : draft.pages) TRY(write_page(draft.path, page, mtime));
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

Result<std::int64_t> Publication::begin_unit(const std::string& unit) {
  ++changes_;
  TRY_ASSIGN(const auto mtime, next_mtime(*store_, unit));
  TRY_ASSIGN(auto row,
             store_->ledger().prepare("INSERT INTO unit VALUES (?1, ?2, NULL, ?3, NULL)"));
  TRY(row.bind(1, unit).bind(2, number_).bind(3, mtime).run());
  return mtime;
}

// What an earlier generation has in store/pages is left alone: a new file in its place would not be
// durable yet.
Result<void> Publication::write_page(const std::string& unit, const Page& page,
                                     std::int64_t mtime) {
  const auto sum = io::sha256_of(page.bytes);
  TRY_ASSIGN(const auto kept, is_kept(*store_, sum));
  if (!kept) TRY(keep_page(*store_, page.bytes));
  TRY(show_page(*store_, cat(place_of(unit, number_).folder, '/', page.name), page.bytes, mtime));
  return enter_page(unit, page.name, sum);
}

Result<void> Publication::write_page(const std::string& unit, const PageFile& page,
                                     std::int64_t mtime) {
  const auto path = cat(place_of(unit, number_).folder, '/', page.name);
  if (page.draft.empty()) {
    TRY(expect_whole(*store_, page));
    TRY(show_page_file(*store_, path, store_->paths().page(page.sha256), mtime));
    return enter_page(unit, page.name, page.sha256);
  }
  TRY(show_page_file(*store_, path, page.draft, mtime));
  TRY_ASSIGN(const auto kept, is_kept(*store_, page.sha256));
  TRY(kept ? remove_draft(page) : keep_page_file(*store_, page.draft, page.sha256));
  return enter_page(unit, page.name, page.sha256);
}

Result<void> Publication::enter_page(const std::string& unit, const std::string& name,
                                     const Sha256& sum) {
  TRY_ASSIGN(auto row, store_->ledger().prepare("INSERT INTO page VALUES (?1, ?2, ?3, ?4)"));
  TRY(row.bind(1, unit).bind(2, number_).bind(3, name).bind(4, sum).run());
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
