#include "mirror/store/unit.h"

#include "base/core/text.h"

#include <algorithm>

namespace adder::mirror {

namespace {

constexpr std::string_view kProjects = "pypi/simple/";

Result<std::map<std::string, Sha256>> pages_of(const Store& store, std::string_view path,
                                               int since) {
  std::map<std::string, Sha256> pages;
  TRY_ASSIGN(auto rows, store.ledger().prepare(
                            "SELECT name, sha256 FROM page WHERE path = ?1 AND since = ?2"));
  rows.bind(1, path).bind(2, since);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    pages.emplace(rows.text(0), rows.digest<Sha256>(1));
    TRY_ASSIGN(more, rows.step());
  }
  return pages;
}

}  // namespace

std::string project_unit(std::string_view project) {
  return cat(kProjects, project);
}

std::string channel_unit(std::string_view channel) {
  return cat(kConda, channel);
}

std::string subdir_unit(std::string_view channel, std::string_view subdir) {
  return cat(kConda, channel, '/', subdir);
}

UnitPlace place_of(std::string_view unit, int generation) {
  if (unit == kSite) {
    return {.link = ".site",
            .target = cat(".sites/", generation),
            .folder = cat(".sites/", generation),
            .through = ".site/",
            .shown = ""};
  }
  if (unit == kProjectList) {
    return {.link = "pypi/simple/.index",
            .target = cat("../.pages/_list.", generation),
            .folder = cat("pypi/.pages/_list.", generation),
            .through = ".index/",
            .shown = "pypi/simple/"};
  }
  if (unit.starts_with(kConda)) {
    return {.link = cat(unit, "/.index"),
            .target = cat(".indexes/", generation),
            .folder = cat(unit, "/.indexes/", generation),
            .through = ".index/",
            .shown = cat(unit, '/')};
  }
  const auto project = unit.substr(kProjects.size());
  return {.link = cat(kProjects, project),
          .target = cat("../.pages/", project, '.', generation),
          .folder = cat("pypi/.pages/", project, '.', generation),
          .through = "",
          .shown = cat(kProjects, project, '/')};
}

bool has_twin(std::string_view page) {
  return !page.ends_with(".zst") && !page.ends_with(".bz2");
}

std::string_view page_of_file(std::string_view file) {
  constexpr std::string_view kTwin = ".gz";
  const auto page = file.substr(0, file.size() - std::min(file.size(), kTwin.size()));
  return file.ends_with(kTwin) && has_twin(page) ? page : file;
}

std::vector<Link> outlets_for(const UnitPlace& place, std::string_view page) {
  if (place.through.empty()) return {};
  std::string up;
  for (const char letter : page) up += letter == '/' ? "../" : "";
  std::vector<Link> links;
  const auto add = [&](std::string_view end) {
    links.push_back(
        {.path = cat(place.shown, page, end), .target = cat(up, place.through, page, end)});
  };
  add("");
  if (has_twin(page)) add(".gz");
  return links;
}

Result<std::optional<Unit>> unit_now(const Store& store, std::string_view path) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare("SELECT since FROM unit WHERE path = ?1 AND until IS NULL"));
  TRY_ASSIGN(const auto found, row.bind(1, path).step());
  if (!found) return std::optional<Unit>();
  Unit unit{.path = std::string(path), .since = static_cast<int>(row.number(0)), .pages = {}};
  TRY_ASSIGN(unit.pages, pages_of(store, path, unit.since));
  return std::optional(std::move(unit));
}

Result<std::vector<Unit>> units_of(const Store& store, int generation) {
  std::vector<Unit> units;
  TRY_ASSIGN(auto rows, store.ledger().prepare("SELECT path, since FROM unit WHERE since <= ?1 AND "
                                               "(until IS NULL OR until > ?1) ORDER BY path"));
  rows.bind(1, generation);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    units.push_back({.path = rows.text(0), .since = static_cast<int>(rows.number(1)), .pages = {}});
    TRY_ASSIGN(more, rows.step());
  }
  for (auto& unit : units) {
    TRY_ASSIGN(unit.pages, pages_of(store, unit.path, unit.since));
  }
  return units;
}

Result<std::vector<std::string>> conda_units_now(const Store& store) {
  std::vector<std::string> units;
  TRY_ASSIGN(auto rows, store.ledger().prepare("SELECT path FROM unit WHERE until IS NULL AND path "
                                               "> 'conda/' AND path < 'conda0' ORDER BY path"));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    units.push_back(rows.text(0));
    TRY_ASSIGN(more, rows.step());
  }
  return units;
}

Result<std::map<std::string, Sha256>> promises_now(const Store& store, std::string_view unit) {
  std::map<std::string, Sha256> promises;
  TRY_ASSIGN(auto rows, store.ledger().prepare(
                            "SELECT path, sha256 FROM promise WHERE unit = ?1 AND until IS NULL"));
  rows.bind(1, unit);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    promises.emplace(rows.text(0), rows.digest<Sha256>(1));
    TRY_ASSIGN(more, rows.step());
  }
  return promises;
}

}  // namespace adder::mirror
