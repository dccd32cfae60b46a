#include "mirror/store/staying.h"

#include "mirror/store/unit.h"

#include <limits>
#include <set>
#include <string>

namespace adder::mirror {

Result<Staying> staying_files(const Store& store, const Limits& limits, std::string_view project) {
  TRY_ASSIGN(auto all, generations(store));
  const auto kept = generations_to_keep(all, limits, store.now());
  TRY_ASSIGN(auto rows,
             store.ledger().prepare(
                 "SELECT path, since, coalesce(until, ?2) FROM promise WHERE unit = ?1"));
  rows.bind(1, project_unit(project)).bind(2, std::int64_t{std::numeric_limits<int>::max()});
  std::set<std::string> files;
  std::set<int> naming;
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    const auto since = static_cast<int>(rows.number(1));
    const auto until = static_cast<int>(rows.number(2));
    for (auto at = kept.lower_bound(since); at != kept.end() && *at < until; ++at) {
      files.insert(rows.text(0));
      naming.insert(*at);
    }
    TRY_ASSIGN(more, rows.step());
  }
  Staying staying{.files = files.size(), .named_by = {}};
  for (auto& generation : all) {
    if (naming.contains(generation.number)) staying.named_by.push_back(std::move(generation));
  }
  return staying;
}

}  // namespace adder::mirror
