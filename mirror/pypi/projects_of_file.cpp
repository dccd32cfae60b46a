#include "mirror/pypi/projects_of_file.h"

#include "base/core/text.h"
#include "mirror/pypi/published_page.h"
#include "mirror/store/unit.h"

#include <algorithm>
#include <vector>

namespace adder::mirror {

namespace {

using Projects = std::set<pypi::ProjectName>;

Result<void> add_project_of(std::string_view unit, Projects& projects) {
  const auto prefix = project_unit("");
  if (!unit.starts_with(prefix)) return {};
  TRY_ASSIGN(auto project, pypi::ProjectName::parse(unit.substr(prefix.size())));
  projects.insert(std::move(project));
  return {};
}

// Those that some generation promises it for.
Result<Projects> promising(const Store& store, const std::string& name) {
  Projects projects;
  TRY_ASSIGN(auto rows,
             store.ledger().prepare("SELECT path, unit FROM promise WHERE path > 'pypi/' AND "
                                    "path < 'pypi0' AND instr(path, ?1) > 0"));
  const auto ending = cat('/', name);
  rows.bind(1, ending);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    if (rows.bytes(0).ends_with(ending)) TRY(add_project_of(rows.bytes(1), projects));
    TRY_ASSIGN(more, rows.step());
  }
  return projects;
}

// Those of which something is hidden now.
Result<Projects> partly_hidden(const Store& store) {
  Projects projects;
  TRY_ASSIGN(auto rows,
             store.ledger().prepare("SELECT path FROM pypi_whole JOIN unit USING (path, since) "
                                    "WHERE until IS NULL"));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    TRY(add_project_of(rows.bytes(0), projects));
    TRY_ASSIGN(more, rows.step());
  }
  return projects;
}

}  // namespace

Result<Projects> projects_of_file(const Store& store, const std::string& name) {
  TRY_ASSIGN(auto projects, promising(store, name));
  // What came while it was hidden has never been promised.
  TRY_ASSIGN(const auto suspects, partly_hidden(store));
  for (const auto& project : suspects) {
    const auto page = published_page(store, project);
    if (!page || !*page) continue;  // damage is told of elsewhere
    const auto& files = (*page)->files;
    const bool names_it =
        std::ranges::find(files, name, &pypi::FileRecord::filename) != files.end();
    if (names_it) projects.insert(project);
  }
  return projects;
}

}  // namespace adder::mirror
