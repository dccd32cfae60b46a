#include "mirror/pypi/catalog_projects.h"

#include "base/io/file.h"
#include "base/pypi/file_name.h"
#include "mirror/pypi/published_page.h"
#include "mirror/store/hidden.h"
#include "mirror/store/unit.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace adder::mirror {

namespace {

constexpr std::uint64_t kLongestPage = std::uint64_t{512} << 20;

documents::CatalogFile entry(const pypi::FileRecord& file) {
  return {.filename = file.filename,
          .size = file.size.value_or(0),
          .sha256 = file.sha256.value_or(Sha256()),
          .upload_time = file.upload_time,
          .requires_python = file.requires_python,
          .yanked = file.yanked.yanked,
          .yank_reason = file.yanked.reason};
}

struct Release {
  std::optional<pypi::Version> version;
  documents::CatalogVersion entry;
};

// The newest first; what is no version comes last.
bool comes_before(const Release& left, const Release& right) {
  if (left.version && right.version) return *left.version > *right.version;
  if (left.version || right.version) return left.version.has_value();
  return left.entry.version < right.entry.version;
}

documents::CatalogProject describe(const pypi::ProjectName& project,
                                   const pypi::ProjectPage& page) {
  std::map<std::string, Release> releases;
  for (const auto& file : page.files) {
    const auto name = pypi::parse_file_name(file.filename, project);
    const auto words = name.version ? name.version->text() : name.version_text;
    auto& release = releases[words];
    release.version = name.version;
    release.entry.version = words;
    release.entry.files.push_back(entry(file));
  }
  std::vector<Release> sorted;
  for (auto& [words, release] : releases) {
    release.entry.yanked =
        std::ranges::all_of(release.entry.files, &documents::CatalogFile::yanked);
    sorted.push_back(std::move(release));
  }
  std::ranges::stable_sort(sorted, comes_before);
  documents::CatalogProject out{.name = project.text(),
                                .status = page.status ? page.status->marker : "active",
                                .versions = {}};
  for (auto& release : sorted) out.versions.push_back(std::move(release.entry));
  return out;
}

}  // namespace

Result<void> each_catalog_project(const Store& store, documents::CatalogWriter& catalog) {
  TRY_ASSIGN(const auto hidden, hidden_names(store, "pypi"));
  TRY_ASSIGN(const auto projects, published_projects(store));
  for (const auto& project : projects) {
    if (hidden.contains(project.text())) continue;
    TRY_ASSIGN(const auto unit, unit_now(store, project_unit(project.text())));
    TRY_ASSIGN(const auto text,
               io::read_file(store.paths().page(unit->pages.at("index.v1_json")), kLongestPage));
    TRY_ASSIGN(const auto page, parse_own_page(text));
    catalog.add(describe(project, page));
  }
  return {};
}

}  // namespace adder::mirror
