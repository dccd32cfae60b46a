#include "mirror/rollback.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "mirror/conda/republish.h"
#include "mirror/pypi/page_versions.h"
#include "mirror/pypi/project_list.h"
#include "mirror/pypi/published_page.h"
#include "mirror/site_unit.h"
#include "mirror/status.h"
#include "mirror/store/companions.h"
#include "mirror/store/generations.h"
#include "mirror/store/hidden.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace {

Result<void> check_generation(const Store& store, int number) {
  TRY_ASSIGN(const auto all, generations(store));
  if (std::ranges::find(all, number, &Generation::number) != all.end()) return {};
  return no_generation(all, number);
}

Result<void> leave_out_lost_companions(const Store& store, pypi::FileRecord& file) {
  TRY_ASSIGN(const auto signature, companion_of(store, file, kSignature));
  if (file.gpg_sig && !signature) file.gpg_sig = false;
  TRY_ASSIGN(const auto provenance, companion_of(store, file, kProvenance));
  if (!provenance) file.provenance.reset();
  return {};
}

// What was hidden then has not been promised by that generation: its bytes may be gone.
Result<void> leave_out_lost(const Store& store, const pypi::ProjectName& project,
                            pypi::ProjectPage& page) {
  std::vector<pypi::FileRecord> here;
  for (auto& file : page.files) {
    if (!file.sha256) continue;
    TRY_ASSIGN(const auto blob, find_blob(store, *file.sha256));
    if (!blob) continue;
    if (file.core_metadata.sha256) {
      TRY_ASSIGN(const auto metadata, find_blob(store, *file.core_metadata.sha256));
      if (!metadata) file.core_metadata = {};
    }
    TRY(leave_out_lost_companions(store, file));
    here.push_back(std::move(file));
  }
  page.files = std::move(here);
  keep_versions_of_files(page, project);
  return {};
}

Result<void> put_project_again(const Store& store, Publication& publication,
                               const pypi::ProjectName& project, const Unit& unit) {
  TRY_ASSIGN(auto whole, page_of_unit(store, unit));
  if (!whole) return {};
  TRY(leave_out_lost(store, project, *whole));
  ComposedPage page{.page = *std::move(whole), .promises = {}, .held = {}};
  TRY_ASSIGN(page.promises, promises_of(store, page.page));
  return put_page(store, publication, project, std::move(page));
}

Result<void> put_projects_of(const Store& store, Publication& publication,
                             const std::vector<Unit>& units) {
  const auto prefix = project_unit("");
  std::set<pypi::ProjectName> then;
  for (const auto& unit : units) {
    if (!unit.path.starts_with(prefix)) continue;
    TRY_ASSIGN(auto project, pypi::ProjectName::parse(unit.path.substr(prefix.size())));
    TRY(put_project_again(store, publication, project, unit));
    then.insert(std::move(project));
  }
  TRY_ASSIGN(const auto now, published_projects(store));
  for (const auto& project : now) {
    if (!then.contains(project)) TRY(publication.remove(project_unit(project.text())));
  }
  return {};
}

// Their index files are kept as they were, and so is all that these name. What is hidden now, or
// was then, makes an index another one.
Result<void> put_channels_of(const Store& store, Publication& publication,
                             const std::vector<Unit>& units, int number) {
  std::set<std::string> then;
  for (const auto& unit : units) {
    if (!unit.path.starts_with(kConda)) continue;
    then.insert(unit.path);
    TRY_ASSIGN(const auto is_touched, is_touched_by_hiding(store, unit));
    if (is_touched && unit.pages.contains("repodata.json")) {
      TRY(republish_subdir(store, publication, unit));
      continue;
    }
    FileUnitDraft draft{.path = unit.path, .pages = {}, .promises = {}};
    for (const auto& [name, sum] : unit.pages) {
      draft.pages.push_back({.name = name, .draft = {}, .sha256 = sum});
    }
    TRY_ASSIGN(draft.promises, promises_as_of(store, unit.path, number));
    TRY(publication.put(std::move(draft)));
  }
  TRY_ASSIGN(const auto now, conda_units_now(store));
  for (const auto& unit : now) {
    if (!then.contains(unit)) TRY(publication.remove(unit));
  }
  return {};
}

Result<std::optional<int>> rollback_in(const Store& store, const Config& config, int number,
                                       AfterRollback after, const std::string& note,
                                       Report& report) {
  TRY(check_generation(store, number));
  TRY_ASSIGN(auto publication, Publication::begin(store, Cause::rollback, note));
  TRY_ASSIGN(const auto units, units_of(store, number));
  TRY(put_projects_of(store, publication, units));
  TRY(put_channels_of(store, publication, units, number));
  TRY(note_counts_again(store, number));
  TRY_ASSIGN(const auto hidden, hidden_names(store, "pypi"));
  TRY(put_project_list(store, publication, hidden));
  TRY(put_site(store, config, publication));
  if (after == AfterRollback::freeze) TRY(store.ledger().set("frozen", std::int64_t{number}));
  if (publication.changes() > 0) TRY(note_rollback(store, publication.number(), number));
  TRY_ASSIGN(const auto made, std::move(publication).commit(report));
  TRY(write_status_files(store));
  return made;
}

}  // namespace

Result<std::optional<int>> rollback(const Config& config, const Clock& clock, int number,
                                    AfterRollback after, const std::string& note, Report& report) {
  TRY_ASSIGN(auto store, Store::open_existing(config.root, clock));
  auto outcome = rollback_in(store, config, number, after, note, report);
  return close_after(std::move(store), std::move(outcome));
}

Result<bool> release(const Config& config, const Clock& clock) {
  TRY_ASSIGN(auto store, Store::open_existing(config.root, clock));
  TRY_ASSIGN(const auto frozen, store.ledger().number("frozen"));
  TRY(store.ledger().forget("frozen"));
  TRY(write_status_files(store));
  TRY(std::move(store).close());
  return frozen.has_value();
}

}  // namespace adder::mirror
