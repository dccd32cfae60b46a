#include "mirror/pypi/reasons_book.h"

namespace adder::mirror {

Result<ReasonsByProject> known_reasons(const Store& store) {
  ReasonsByProject reasons;
  TRY_ASSIGN(auto rows, store.ledger().prepare("SELECT project, wish, dependent, requirement FROM "
                                               "pypi_because ORDER BY project, place"));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    reasons[rows.text(0)].push_back(
        {.wish = rows.text(1), .dependent = rows.text(2), .requirement = rows.text(3)});
    TRY_ASSIGN(more, rows.step());
  }
  return reasons;
}

Result<void> remember_reasons(const Store& store,
                              const std::map<pypi::ProjectName, Selection>& wanted,
                              Replace replace) {
  if (replace == Replace::all) TRY(store.ledger().database().execute("DELETE FROM pypi_because"));
  for (const auto& [project, selection] : wanted) {
    TRY_ASSIGN(auto clear, store.ledger().prepare("DELETE FROM pypi_because WHERE project = ?1"));
    TRY(clear.bind(1, project.text()).run());
    std::int64_t place = 0;
    for (const auto& because : selection.because) {
      TRY_ASSIGN(auto row,
                 store.ledger().prepare("INSERT INTO pypi_because VALUES (?1, ?2, ?3, ?4, ?5)"));
      row.bind(1, project.text()).bind(2, place++).bind(3, because.wish);
      TRY(row.bind(4, because.dependent).bind(5, because.requirement).run());
    }
  }
  return {};
}

}  // namespace adder::mirror
