#include "mirror/store/hidden.h"

#include "base/core/text.h"
#include "mirror/store/blobs.h"
#include "mirror/store/companions.h"
#include "mirror/store/package_of.h"
#include "mirror/store/unit.h"

#include <utility>

namespace adder::mirror {

namespace {

// The name of a file, also for what stands beside it.
std::string_view name_of(std::string_view public_path) {
  return main_file(public_path.substr(public_path.rfind('/') + 1));
}

template <class Visit>
Result<void> each_promise(io::Statement rows, const Visit& visit) {
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    visit(rows.bytes(1), rows.text(0));
    TRY_ASSIGN(more, rows.step());
  }
  return {};
}

// By the name of the file, or of what it belongs to.
bool is_named(std::string_view name, std::string_view unit, std::string_view public_path) {
  if (name_of(public_path) == name) return true;
  if (unit.starts_with(kConda)) return package_of(public_path) == name;
  return unit == project_unit(name);
}

// Every public path that any generation in the ledger promises for the hidden name.
Result<std::set<std::string>> paths_of(const Store& store, std::string_view section,
                                       std::string_view name) {
  std::set<std::string> paths;
  const auto note = [&](std::string_view unit, std::string path) {
    if (section_of(unit) == section && is_named(name, unit, path)) paths.insert(std::move(path));
  };
  TRY_ASSIGN(auto by_unit,
             store.ledger().prepare("SELECT path, unit FROM promise WHERE unit = ?1"));
  by_unit.bind(1, project_unit(name));
  TRY(each_promise(std::move(by_unit), note));
  TRY_ASSIGN(auto by_file,
             store.ledger().prepare("SELECT path, unit FROM promise WHERE path > ?1 || '/' AND "
                                    "path < ?1 || '0' AND instr(path, ?2) > 0"));
  by_file.bind(1, section).bind(2, cat('/', name));
  TRY(each_promise(std::move(by_file), note));
  return paths;
}

}  // namespace

std::string words(const Hidden& item) {
  const bool by_admin = item.cause == "admin";
  const auto day = rfc3339(item.since).substr(0, std::string_view("2026-01-01").size());
  auto text =
      cat('\'', printable(item.name), "' is ",
          by_admin ? "hidden by 'adder hide'" : "hidden: quarantined upstream", " since ", day);
  if (!item.note.empty()) text += cat(", ", printable(item.note));
  return text;
}

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
  TRY_ASSIGN(auto all, hidden_names(store));
  const auto found = all.find(section);
  if (found == all.end()) return std::set<std::string, std::less<>>();
  return std::move(found->second);
}

Result<HiddenNames> hidden_names(const Store& store) {
  HiddenNames names;
  TRY_ASSIGN(const auto items, hidden_items(store));
  for (const auto& item : items) names[item.section].insert(item.name);
  return names;
}

bool is_hidden(const HiddenNames& hidden, std::string_view unit, std::string_view public_path) {
  const auto names = hidden.find(section_of(unit));
  if (names == hidden.end()) return false;
  if (names->second.contains(name_of(public_path))) return true;
  if (!unit.starts_with(kConda)) return names->second.contains(unit.substr(unit.rfind('/') + 1));
  const auto package = package_of(public_path);
  return package && names->second.contains(*package);
}

Result<std::optional<Sha256>> shown_at(const Store& store, const HiddenNames& hidden,
                                       std::string_view public_path) {
  TRY_ASSIGN(auto rows,
             store.ledger().prepare(
                 "SELECT sha256, unit FROM promise WHERE path = ?1 ORDER BY since DESC"));
  rows.bind(1, public_path);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    if (!is_hidden(hidden, rows.bytes(1), public_path)) {
      return std::optional(rows.digest<Sha256>(0));
    }
    TRY_ASSIGN(more, rows.step());
  }
  return std::optional<Sha256>();
}

Result<void> conceal_files(const Store& store) {
  TRY_ASSIGN(const auto items, hidden_items(store));
  TRY_ASSIGN(const auto hidden, hidden_names(store));
  for (const auto& item : items) {
    TRY_ASSIGN(const auto paths, paths_of(store, item.section, item.name));
    for (const auto& path : paths) {
      TRY_ASSIGN(const auto shown, shown_at(store, hidden, path));
      if (!shown) TRY(store.published().clear_away(path));
    }
  }
  return {};
}

Result<void> reveal_files(const Store& store, std::string_view section, std::string_view name) {
  TRY_ASSIGN(const auto hidden, hidden_names(store));
  TRY_ASSIGN(const auto paths, paths_of(store, section, name));
  for (const auto& path : paths) {
    TRY_ASSIGN(const auto shown, shown_at(store, hidden, path));
    if (shown) TRY(link_blob(store, *shown, path));
  }
  return {};
}

}  // namespace adder::mirror
