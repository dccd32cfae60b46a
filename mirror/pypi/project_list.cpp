#include "mirror/pypi/project_list.h"

#include "base/core/text.h"
#include "base/pypi/simple_writer.h"
#include "mirror/store/unit.h"

#include <vector>

namespace adder::mirror {

Result<void> put_project_list(const Store& store, Publication& publication,
                              const std::set<std::string, std::less<>>& hidden) {
  std::vector<pypi::ListedProject> projects;
  const auto prefix = project_unit("");
  TRY_ASSIGN(auto rows,
             store.ledger().prepare("SELECT path, since FROM unit WHERE until IS NULL AND "
                                    "path > ?1 AND path < ?2 ORDER BY path"));
  rows.bind(1, prefix).bind(2, cat(kProjectList, '0'));  // '0' comes right after '/'
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    auto name = rows.text(0).substr(prefix.size());
    if (!hidden.contains(name)) {
      projects.push_back(
          {.name = std::move(name), .serial = static_cast<std::uint64_t>(rows.number(1))});
    }
    TRY_ASSIGN(more, rows.step());
  }
  const auto draw = [&](int generation) -> std::vector<Page> {
    const auto serial = static_cast<std::uint64_t>(generation);
    return {{.name = "index.html", .bytes = pypi::write_list_html(projects, serial)},
            {.name = "index.v1_json", .bytes = pypi::write_list_json(projects, serial)}};
  };
  return publication.put({.path = std::string(kProjectList), .draw = draw, .promises = {}});
}

}  // namespace adder::mirror
