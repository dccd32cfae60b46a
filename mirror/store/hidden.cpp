#include "mirror/store/hidden.h"

#include "base/core/text.h"
#include "mirror/store/blobs.h"
#include "mirror/store/unit.h"

#include <utility>

namespace adder::mirror {

namespace {

// Whether the public path is the file of that name or one of its companions.
bool belongs_to(std::string_view path, std::string_view file_name) {
  const auto name = path.substr(path.rfind('/') + 1);
  if (!name.starts_with(file_name)) return false;
  const auto rest = name.substr(file_name.size());
  return rest.empty() || rest == ".metadata" || rest == ".provenance";
}

using Paths = std::vector<std::pair<std::string, Sha256>>;

Result<Paths> rows_of(io::Statement rows) {
  Paths paths;
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    paths.emplace_back(rows.text(0), rows.digest<Sha256>(1));
    TRY_ASSIGN(more, rows.step());
  }
  return paths;
}

// Every public path that any generation in the ledger promises for the hidden name.
Result<Paths> paths_of(const Store& store, std::string_view name) {
  TRY_ASSIGN(auto by_unit,
             store.ledger().prepare("SELECT path, sha256 FROM promise WHERE unit = ?1"));
  by_unit.bind(1, project_unit(name));
  TRY_ASSIGN(auto paths, rows_of(std::move(by_unit)));
  TRY_ASSIGN(auto by_file, store.ledger().prepare("SELECT path, sha256 FROM promise WHERE "
                                                  "instr(path, ?1) > 0"));
  by_file.bind(1, cat('/', name));
  TRY_ASSIGN(const auto candidates, rows_of(std::move(by_file)));
  for (const auto& candidate : candidates) {
    if (belongs_to(candidate.first, name)) paths.push_back(candidate);
  }
  return paths;
}

}  // namespace

Result<std::vector<Hidden>> hidden_items(const Store& store) {
  std::vector<Hidden> items;
  TRY_ASSIGN(auto rows,
             store.ledger().prepare(
                 "SELECT section, name, cause, note, since FROM hidden ORDER BY 1, 2, 3"));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    items.push_back({.section = rows.text(0),
                     .name = rows.text(1),
                     .cause = rows.text(2),
                     .note = rows.text(3),
                     .since = Time(std::chrono::seconds(rows.number(4)))});
    TRY_ASSIGN(more, rows.step());
  }
  return items;
}

Result<bool> hide_item(const Store& store, const Hidden& item) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare("INSERT OR IGNORE INTO hidden VALUES (?1, ?2, ?3, ?4, ?5)"));
  row.bind(1, item.section).bind(2, item.name).bind(3, item.cause).bind(4, item.note);
  TRY_ASSIGN(const auto changed, row.bind(5, item.since.time_since_epoch().count()).run());
  return changed > 0;
}

Result<bool> unhide_item(const Store& store, std::string_view section, std::string_view name,
                         std::string_view cause) {
  TRY_ASSIGN(auto row, store.ledger().prepare(
                           "DELETE FROM hidden WHERE section = ?1 AND name = ?2 AND cause = ?3"));
  TRY_ASSIGN(const auto changed, row.bind(1, section).bind(2, name).bind(3, cause).run());
  return changed > 0;
}

Result<std::set<std::string, std::less<>>> hidden_names(const Store& store,
                                                        std::string_view section) {
  std::set<std::string, std::less<>> names;
  TRY_ASSIGN(const auto items, hidden_items(store));
  for (const auto& item : items) {
    if (item.section == section) names.insert(item.name);
  }
  return names;
}

Result<void> conceal_files(const Store& store) {
  TRY_ASSIGN(const auto items, hidden_items(store));
  for (const auto& item : items) {
    TRY_ASSIGN(const auto paths, paths_of(store, item.name));
    for (const auto& [path, sum] : paths) TRY(store.published().remove(path));
  }
  return {};
}

Result<void> reveal_files(const Store& store, std::string_view section, std::string_view name) {
  TRY_ASSIGN(const auto hidden, hidden_names(store, section));
  TRY_ASSIGN(const auto paths, paths_of(store, name));
  for (const auto& [path, sum] : paths) {
    bool still_hidden = false;
    for (const auto& other : hidden) still_hidden = still_hidden || belongs_to(path, other);
    if (!still_hidden) TRY(link_blob(store, sum, path));
  }
  return {};
}

}  // namespace adder::mirror
