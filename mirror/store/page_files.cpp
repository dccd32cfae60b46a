#include "mirror/store/page_files.h"

#include "base/core/text.h"
#include "base/io/hasher.h"
#include "mirror/store/inspection.h"
#include "mirror/store/pages.h"
#include "mirror/store/unit.h"

namespace adder::mirror {

Result<std::vector<Sha256>> PageFiles::next(const Sha256* last) const {
  TRY_ASSIGN(auto rows,
             store_.ledger().prepare("SELECT DISTINCT sha256 FROM page WHERE sha256 > ?1 "
                                     "ORDER BY sha256 LIMIT 500"));
  if (last != nullptr) {
    rows.bind(1, *last);
  } else {
    rows.bind_blob(1, "");
  }
  std::vector<Sha256> pages;
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    pages.push_back(rows.digest<Sha256>(0));
    TRY_ASSIGN(more, rows.step());
  }
  return pages;
}

std::optional<std::string> PageFiles::trouble(const Sha256& page) const {
  const auto sum = io::sha256_of_file(store_.paths().page(page));
  if (!sum) return trouble_with(sum.error());
  if (*sum != page) return std::string(kOtherBytes);
  return std::nullopt;
}

Result<bool> PageFiles::is_promised(const Sha256& page) const {
  TRY_ASSIGN(auto row, store_.ledger().prepare("SELECT 1 FROM page WHERE sha256 = ?1"));
  return row.bind(1, page).step();
}

Result<void> PageFiles::mend(const Sha256& page) const {
  TRY_ASSIGN(auto rows,
             store_.ledger().prepare("SELECT path, since, name FROM page WHERE sha256 = ?1"));
  rows.bind(1, page);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    const auto folder = place_of(rows.text(0), static_cast<int>(rows.number(1))).folder;
    const auto copy = store_.paths().published() / folder / rows.text(2);
    for (const auto shape : {PageShape::plain, PageShape::packed}) {
      const auto sum = sum_of_shown_page(copy, shape);
      if (sum && *sum == page) return keep_shown_page(store_, copy, shape, page);
    }
    TRY_ASSIGN(more, rows.step());
  }
  return {};
}

}  // namespace adder::mirror
