#include "mirror/pypi/own.h"

#include "base/core/text.h"
#include "mirror/pypi/own_book.h"
#include "mirror/pypi/own_folder.h"
#include "mirror/pypi/own_intake.h"
#include "mirror/pypi/published_page.h"

#include <algorithm>
#include <utility>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

bool lies_in(const OwnFile& file, const fs::path& folder) {
  return file.path.native().starts_with((folder / "").native());
}

// An unmounted folder is an empty one, and its projects would be asked for upstream.
Result<void> guard_folder(const fs::path& folder, std::span<const OwnFile> known) {
  const auto before =
      std::ranges::count_if(known, [&](const OwnFile& file) { return lies_in(file, folder); });
  if (before == 0) return {};
  return Error(Error::Kind::refused,
               cat("'", printable(folder.native()), "' is empty and held ", before,
                   " of the centre's own packages at the last sync"),
               "if that is right, run 'adder sync --allow-shrink pypi'");
}

pypi::FileRecord record_of(const OwnFile& file) {
  pypi::FileRecord record{.filename = file.name(),
                          .url = "file://" + file.path.native(),
                          .sha256 = file.sha256,
                          .size = file.stamp.size};
  if (!file.requires_python.empty()) record.requires_python = file.requires_python;
  record.core_metadata = {.offered = file.metadata.has_value(), .sha256 = file.metadata};
  return record;
}

}  // namespace

Result<void> OwnPackages::look(Emptied emptied) {
  return read(OwnIntake::Purpose::act, emptied);
}

Result<void> OwnPackages::preview(Emptied emptied) {
  return read(OwnIntake::Purpose::look, emptied);
}

Result<void> OwnPackages::read(OwnIntake::Purpose purpose, Emptied emptied) {
  TRY_ASSIGN(const auto known, known_own_files(store_));
  OwnIntake intake(store_, purpose, known);
  std::vector<OwnFile> files;
  for (const auto& folder : folders_) {
    TRY_ASSIGN(const auto paths, distributions_below(folder));
    if (paths.empty() && emptied == Emptied::refuse) TRY(guard_folder(folder, known));
    for (const auto& path : paths) {
      TRY_ASSIGN(auto file, intake.read(path));
      if (file) files.push_back(*std::move(file));
    }
  }
  TRY(intake.finish());
  // One folder may lie in another.
  std::ranges::sort(files, {}, &OwnFile::path);
  const auto is_twice = [](const OwnFile& left, const OwnFile& right) {
    return left.path == right.path;
  };
  files.erase(std::unique(files.begin(), files.end(), is_twice), files.end());
  if (purpose == OwnIntake::Purpose::act && files != known) TRY(remember_own_files(store_, files));
  sort_out(std::move(files));
  return {};
}

Result<void> OwnPackages::recall() {
  TRY_ASSIGN(auto files, known_own_files(store_));
  sort_out(std::move(files));
  return {};
}

// By project and name. Of two files that would have one name, nobody can say which is meant.
void OwnPackages::sort_out(std::vector<OwnFile> files) {
  std::map<std::string, std::vector<OwnFile>> by_name;
  for (auto& file : files) {
    if (auto project = pypi::ProjectName::parse(file.project)) projects_.insert(*project);
    by_name[file.name()].push_back(std::move(file));
  }
  for (auto& entry : by_name) {
    auto& same = entry.second;
    const auto broken =
        std::ranges::find_if(same, [](const OwnFile& file) { return !file.problem.empty(); });
    const auto other = std::ranges::find_if(
        same, [&](const OwnFile& file) { return file.sha256 != same.front().sha256; });
    if (broken != same.end()) {
      hold(*broken, broken->problem);
    } else if (other != same.end()) {
      hold(*other, cat("there are two files of this name with different bytes: '",
                       printable(same.front().path.native()), "' and '",
                       printable(other->path.native()), "'"));
    } else {
      auto& file = same.front();
      sums_.insert(file.sha256);
      if (file.metadata) sums_.insert(*file.metadata);
      files_[file.project].emplace(entry.first, std::move(file));
    }
  }
}

void OwnPackages::hold(const OwnFile& file, const std::string& detail) {
  if (!file.project.empty()) kept_[file.project].insert(file.name());
  held_.push_back({.section = "pypi",
                   .item = "pypi/" + printable(file.name()),
                   .reason = HeldReason::malformed,
                   .url = printable(file.path.native()),
                   .detail = detail});
}

Result<std::optional<pypi::ProjectPage>> OwnPackages::page(const pypi::ProjectName& project) const {
  if (!has(project)) return std::optional<pypi::ProjectPage>();
  pypi::ProjectPage page{.name = project.text()};
  if (const auto found = files_.find(project.text()); found != files_.end()) {
    for (const auto& [name, file] : found->second) page.files.push_back(record_of(file));
  }
  const auto kept = kept_.find(project.text());
  if (kept == kept_.end()) return std::optional(std::move(page));
  TRY_ASSIGN(auto published, published_page(store_, project));
  if (!published) return std::optional(std::move(page));
  for (auto& record : published->files) {
    if (kept->second.contains(record.filename)) page.files.push_back(std::move(record));
  }
  return std::optional(std::move(page));
}

Result<Selection> OwnPackages::selection(const pypi::ProjectName& project) const {
  Selection selection;
  TRY_ASSIGN(const auto page, this->page(project));
  if (!page) return selection;
  for (const auto& record : page->files) selection.files.insert(record.filename);
  if (const auto found = files_.find(project.text()); found != files_.end()) {
    const auto& folder = found->second.begin()->second.path.parent_path();
    selection.because.push_back(
        {.wish = cat("own: ", folder.native()), .dependent = {}, .requirement = {}});
  }
  return selection;
}

Result<void> OwnPackages::tell_requirements(const Store& store) const {
  TRY_ASSIGN(auto transaction, store.ledger().begin());
  for (const auto& [project, files] : files_) {
    for (const auto& [name, file] : files) {
      TRY_ASSIGN(auto row,
                 store.ledger().prepare("INSERT OR REPLACE INTO pypi_requires VALUES (?1, ?2)"));
      row.bind(1, file.metadata.value_or(file.sha256));
      if (file.requires_dist) {
        row.bind(2, *file.requires_dist);
      } else {
        row.bind_null(2);
      }
      TRY(row.run());
    }
  }
  return std::move(transaction).commit();
}

}  // namespace adder::mirror
