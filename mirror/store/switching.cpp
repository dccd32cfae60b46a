#include "base/conda/subdir.h"
#include "base/core/text.h"
#include "base/io/file.h"
#include "mirror/store/blobs.h"
#include "mirror/store/hidden.h"
#include "mirror/store/publication.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

// The first generation of a section appears as a whole folder: it is filled under this name first.
constexpr std::string_view kFolder = "pypi/simple";
constexpr std::string_view kFolderToBe = "pypi/.simple";

class Switch {
 public:
  explicit Switch(const Store& store) : store_(store) {}

  Result<void> begin() {
    TRY_ASSIGN(const auto there, store_.published().exists(kFolder));
    appearing_ = !there;
    return {};
  }

  Result<void> point(std::string_view unit, int generation) const {
    const auto place = place_of(unit, generation);
    const auto link = path_of(place.link);
    TRY(io::make_folders(link.parent_path()));
    const bool ways_first = fs::exists(fs::symlink_status(link)) || appears_at_once(unit);
    if (ways_first) TRY(make_outlets(unit, place, generation));
    TRY(io::switch_link(link, place.target, store_.paths().incoming() / "link"));
    if (!ways_first) TRY(make_outlets(unit, place, generation));
    return remove_outlets(unit, place, generation);
  }

  // All of its pages at once, and then the ways that lead to nothing any more.
  Result<void> remove(std::string_view unit, int generation) const {
    const auto place = place_of(unit, generation);
    TRY(io::remove_file(path_of(place.link)));
    return remove_outlets(unit, place, generation);
  }

  Result<void> end() const {
    const auto folder = store_.paths().published() / kFolderToBe;
    if (!appearing_ || !fs::exists(folder)) return {};
    return io::rename_file(folder, store_.paths().published() / kFolder);
  }

 private:
  // A way to a page is there before another page can name it. Where the unit appears for the first
  // time, no way leads to nothing: its pages come before the ways to them. Not so a channel's: a
  // client reads several of its pages, which must all be there or none.
  static bool appears_at_once(std::string_view unit) { return unit.starts_with(kConda); }

  fs::path path_of(std::string_view below_public) const {
    const bool moved = appearing_ && below_public.starts_with(kFolder);
    const auto path =
        moved ? cat(kFolderToBe, below_public.substr(kFolder.size())) : std::string(below_public);
    return store_.paths().published() / path;
  }

  // simple/index.html -> .index/index.html: made once, they follow every later switch.
  Result<void> make_outlets(std::string_view unit, const UnitPlace& place, int generation) const {
    if (place.through.empty()) return {};
    // catalog/00.json before the catalog.json that names it
    TRY_ASSIGN(auto rows,
               store_.ledger().prepare(
                   "SELECT name FROM page WHERE path = ?1 AND since = ?2 ORDER BY name DESC"));
    rows.bind(1, unit).bind(2, generation);
    TRY_ASSIGN(auto more, rows.step());
    while (more) {
      for (const auto& link : outlets_for(place, rows.bytes(0))) TRY(make_outlet(link));
      TRY_ASSIGN(more, rows.step());
    }
    return {};
  }

  // Of pages that the unit has no longer, or had when it ended.
  Result<void> remove_outlets(std::string_view unit, const UnitPlace& place, int generation) const {
    if (place.through.empty()) return {};
    TRY_ASSIGN(auto rows, store_.ledger().prepare(
                              "SELECT name FROM page JOIN unit USING (path, since) WHERE path = ?1 "
                              "AND until = ?2 AND name NOT IN (SELECT name FROM page "
                              "WHERE path = ?1 AND since = ?2)"));
    rows.bind(1, unit).bind(2, generation);
    TRY_ASSIGN(auto more, rows.step());
    while (more) {
      for (const auto& link : outlets_for(place, rows.bytes(0))) {
        TRY(store_.published().remove(link.path));
      }
      TRY_ASSIGN(more, rows.step());
    }
    return {};
  }

  Result<void> make_outlet(const Link& link) const {
    const auto outlet = path_of(link.path);
    TRY(io::make_folders(outlet.parent_path()));
    if (::symlink(link.target.c_str(), outlet.c_str()) == 0 || errno == EEXIST) return {};
    return io::disk_error("create link", outlet);
  }

  const Store& store_;
  bool appearing_ = false;
};

// What clients ask for first comes last: a channel's subdirs before what tells of them all,
// projects before the list that names them, and the pages for people last.
int turn_of(std::string_view unit) {
  if (unit == kSite) return 4;
  if (unit == kProjectList) return 3;
  if (!unit.starts_with(kConda)) return 2;
  return conda::is_known_subdir(unit.substr(unit.rfind('/') + 1)) ? 0 : 1;
}

Result<std::vector<std::string>> new_units(const Store& store, int number) {
  std::vector<std::string> units;
  // What lies deeper in a channel comes first, also in a subdir that conda does not know.
  TRY_ASSIGN(auto rows,
             store.ledger().prepare("SELECT path FROM unit WHERE since = ?1 ORDER BY path DESC"));
  rows.bind(1, number);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    units.push_back(rows.text(0));
    TRY_ASSIGN(more, rows.step());
  }
  std::ranges::stable_sort(units, {}, turn_of);
  return units;
}

Result<void> point_new_units(const Store& store, const Switch& links, int number) {
  TRY_ASSIGN(const auto units, new_units(store, number));
  for (const auto& unit : units) TRY(links.point(unit, number));
  return {};
}

Result<void> remove_ended_units(const Store& store, const Switch& links, int number) {
  TRY_ASSIGN(auto rows, store.ledger().prepare(
                            "SELECT path FROM unit AS ended WHERE until = ?1 AND NOT EXISTS "
                            "(SELECT 1 FROM unit WHERE path = ended.path AND until IS NULL)"));
  rows.bind(1, number);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    TRY(links.remove(rows.text(0), number));
    TRY_ASSIGN(more, rows.step());
  }
  return {};
}

// A companion may get other bytes at the path it has: its page and the file at that path change
// together, as nearly as two names can.
Result<void> replace_changed_files(const Store& store, int number) {
  TRY_ASSIGN(auto rows,
             store.ledger().prepare(
                 "SELECT now.path, now.sha256 FROM promise AS before CROSS JOIN promise AS now ON "
                 "now.path = before.path AND now.since = ?1 AND now.sha256 <> before.sha256 "
                 "WHERE before.until = ?1"));
  rows.bind(1, number);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    TRY(link_blob(store, rows.digest<Sha256>(1), rows.bytes(0)));
    TRY_ASSIGN(more, rows.step());
  }
  return {};
}

}  // namespace

Result<void> finish_switch(const Store& store) {
  TRY_ASSIGN(const auto number, store.ledger().number("switching"));
  if (!number) return {};
  Switch links(store);
  TRY(links.begin());
  TRY(replace_changed_files(store, static_cast<int>(*number)));
  TRY(point_new_units(store, links, static_cast<int>(*number)));
  TRY(links.end());
  // Nothing names them any more.
  TRY(remove_ended_units(store, links, static_cast<int>(*number)));
  TRY(conceal_files(store));
  TRY(io::sync_file_system(store.paths().root));
  return store.ledger().forget("switching");
}

}  // namespace adder::mirror
