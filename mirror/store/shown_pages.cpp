#include "mirror/store/shown_pages.h"

#include "base/core/text.h"
#include "base/io/hasher.h"
#include "mirror/store/inspection.h"
#include "mirror/store/unit.h"

namespace adder::mirror {

namespace {

std::string below_public(const ShownPages::Thing& page) {
  return cat(place_of(page.unit, page.since).folder, '/', page.name);
}

}  // namespace

Result<std::vector<ShownPages::Thing>> ShownPages::next(const Thing* last) const {
  TRY_ASSIGN(auto rows, store_.ledger().prepare(
                            "SELECT page.path, page.since, name, sha256 FROM page JOIN unit "
                            "USING (path, since) WHERE until IS NULL AND (page.path, name) > "
                            "(?1, ?2) ORDER BY page.path, name LIMIT 500"));
  rows.bind(1, last == nullptr ? "" : last->unit).bind(2, last == nullptr ? "" : last->name);
  std::vector<Thing> pages;
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    Thing page{.unit = rows.text(0),
               .since = static_cast<int>(rows.number(1)),
               .name = rows.text(2),
               .sha256 = rows.digest<Sha256>(3)};
    pages.push_back(page);
    page.shape = PageShape::packed;
    if (has_twin(page.name)) pages.push_back(std::move(page));
    TRY_ASSIGN(more, rows.step());
  }
  return pages;
}

std::optional<std::string> ShownPages::trouble(const Thing& page) const {
  const auto sum = sum_of_shown_page(store_.paths().published() / below_public(page), page.shape);
  if (!sum) return trouble_with(sum.error());
  if (*sum != page.sha256) return std::string(kOtherBytes);
  return std::nullopt;
}

Result<bool> ShownPages::is_promised(const Thing& page) const {
  TRY_ASSIGN(const auto unit, unit_now(store_, page.unit));
  return unit && unit->since == page.since;
}

std::string ShownPages::path(const Thing& page) {
  return cat("public/", below_public(page), page.shape == PageShape::packed ? ".gz" : "");
}

Result<void> ShownPages::mend(const Thing& page) const {
  const auto kept = store_.paths().page(page.sha256);
  TRY_ASSIGN(const auto sum, io::sha256_of_file(kept));
  if (sum != page.sha256) return {};
  TRY_ASSIGN(const auto mtime, next_mtime(store_, page.unit));
  return show_page_file(store_, below_public(page), kept, mtime);
}

}  // namespace adder::mirror
