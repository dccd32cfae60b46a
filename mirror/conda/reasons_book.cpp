#include "mirror/conda/reasons_book.h"

#include <algorithm>
#include <set>

namespace adder::mirror {

Result<std::vector<CondaBecause>> CondaReasonsBook::of(std::string_view package) const {
  std::vector<CondaBecause> reasons;
  TRY_ASSIGN(auto rows,
             store_.ledger().prepare(
                 "SELECT wish, versions, dependent, subdir, requirement, next FROM conda_because "
                 "WHERE channel = ?1 AND package = ?2 ORDER BY place"));
  rows.bind(1, channel_).bind(2, package);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    reasons.push_back(
        {.words = {.wish = rows.text(0), .dependent = rows.text(2), .requirement = rows.text(4)},
         .versions = rows.text(1),
         .subdir = rows.text(3),
         .next = static_cast<std::uint32_t>(rows.number(5))});
    TRY_ASSIGN(more, rows.step());
  }
  return reasons;
}

Result<void> CondaReasonsBook::remember(const CondaReasons& reasons, Replace replace) const {
  std::set<std::string, std::less<>> known;
  if (replace == Replace::all) {
    TRY_ASSIGN(const auto before, packages());
    known.insert(before.begin(), before.end());
  }
  const auto write = [&](std::string_view package, std::span<const CondaBecause> now) {
    if (const auto at = known.find(package); at != known.end()) known.erase(at);
    return rewrite(package, now);
  };
  TRY(reasons.each(write));
  for (const auto& package : known) TRY(forget(package));
  return {};
}

Result<std::vector<std::string>> CondaReasonsBook::packages() const {
  std::vector<std::string> packages;
  TRY_ASSIGN(auto rows, store_.ledger().prepare(
                            "SELECT DISTINCT package FROM conda_because WHERE channel = ?1"));
  rows.bind(1, channel_);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    packages.push_back(rows.text(0));
    TRY_ASSIGN(more, rows.step());
  }
  return packages;
}

Result<void> CondaReasonsBook::rewrite(std::string_view package,
                                       std::span<const CondaBecause> now) const {
  TRY_ASSIGN(const auto before, of(package));
  if (std::ranges::equal(before, now)) return {};
  TRY(forget(package));
  std::int64_t place = 0;
  for (const auto& because : now) TRY(enter(package, place++, because));
  return {};
}

Result<void> CondaReasonsBook::forget(std::string_view package) const {
  TRY_ASSIGN(auto rows, store_.ledger().prepare(
                            "DELETE FROM conda_because WHERE channel = ?1 AND package = ?2"));
  TRY(rows.bind(1, channel_).bind(2, package).run());
  return {};
}

Result<void> CondaReasonsBook::enter(std::string_view package, std::int64_t place,
                                     const CondaBecause& because) const {
  TRY_ASSIGN(auto row,
             store_.ledger().prepare(
                 "INSERT INTO conda_because VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"));
  row.bind(1, channel_).bind(2, package).bind(3, place).bind(4, because.words.wish);
  row.bind(5, because.versions).bind(6, because.words.dependent).bind(7, because.subdir);
  TRY(row.bind(8, because.words.requirement).bind(9, std::int64_t{because.next}).run());
  return {};
}

}  // namespace adder::mirror
