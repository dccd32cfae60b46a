#include "mirror/hide.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "mirror/conda/republish.h"
#include "mirror/pypi/project_list.h"
#include "mirror/pypi/projects_of_file.h"
#include "mirror/pypi/published_page.h"
#include "mirror/site_unit.h"
#include "mirror/status.h"
#include "mirror/store/companions.h"
#include "mirror/store/hidden.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace {

constexpr std::string_view kSection = "pypi";
constexpr std::string_view kAdmin = "admin";

// What a name on the command line means, wherever it is: a project, or one file and the projects
// that name it; a package of channels, or one file of theirs.
struct Target {
  std::string name;  // as it is hidden: normalised, or the file's
  std::set<pypi::ProjectName> projects;
  std::vector<std::string> channels = {};

  std::vector<std::string> sections() const {
    std::vector<std::string> sections;
    if (!projects.empty()) sections.emplace_back(kSection);
    for (const auto& channel : channels) sections.push_back(channel_unit(channel));
    return sections;
  }
};

Result<bool> was_published(const Store& store, const pypi::ProjectName& project) {
  TRY_ASSIGN(auto row, store.ledger().prepare("SELECT 1 FROM unit WHERE path = ?1"));
  return row.bind(1, project_unit(project.text())).step();
}

// One letter too many, too few, another, or two swapped. Whoever hides something must not be led to
// what only looks a little like it.
bool is_one_slip(std::string_view one, std::string_view other) {
  while (!one.empty() && !other.empty() && one.front() == other.front()) {
    one.remove_prefix(1);
    other.remove_prefix(1);
  }
  while (!one.empty() && !other.empty() && one.back() == other.back()) {
    one.remove_suffix(1);
    other.remove_suffix(1);
  }
  if (std::max(one.size(), other.size()) <= 1) return true;
  return one.size() == 2 && other.size() == 2 && one[0] == other[1] && one[1] == other[0];
}

Result<Target> find_project(const Store& store, const std::string& name) {
  if (auto project = pypi::ProjectName::parse(name)) {
    TRY_ASSIGN(const auto known, was_published(store, *project));
    TRY_ASSIGN(const auto hidden, hidden_names(store, kSection));
    if (known || hidden.contains(project->text()))
      return Target{.name = project->text(), .projects = {*project}};
  }
  if (const auto file = main_file(name); file != name) {
    return Error(Error::Kind::invalid,
                 cat("'", printable(name), "' belongs to a file and is hidden with it"),
                 cat("name the file: ", printable(file)));
  }
  TRY_ASSIGN(auto projects, projects_of_file(store, name));
  if (!projects.empty()) return Target{.name = name, .projects = std::move(projects)};

  TRY_ASSIGN(const auto published, published_projects(store));
  std::vector<std::string> names;
  for (const auto& each : published) names.push_back(each.text());
  const auto word = pypi::normalise(name);
  std::erase_if(names, [&](const std::string& each) { return !is_one_slip(word, each); });
  const auto near = nearest(word, names);
  return Error(Error::Kind::invalid,
               cat("'", printable(name), "' is no package or file of this mirror",
                   near.empty() ? std::string() : cat(", did you mean '", near, "'?")));
}

Result<Target> find_target(const Store& store, const std::string& name) {
  TRY_ASSIGN(auto channels, channels_with(store, name));
  TRY_ASSIGN(const auto items, hidden_items(store));
  for (const auto& item : items) {
    if (item.name != name || !item.section.starts_with(kConda)) continue;
    const auto channel = item.section.substr(kConda.size());
    if (std::ranges::find(channels, channel) == channels.end()) channels.push_back(channel);
  }
  auto target = find_project(store, name);
  if (target) {
    // A package that channels spell otherwise is not meant.
    if (target->name == name) target->channels = std::move(channels);
    return target;
  }
  if (channels.empty()) return target;
  return Target{.name = name, .projects = {}, .channels = std::move(channels)};
}

// A damaged page of something else keeps nobody from hiding this.
Result<void> put_catalog(const Store& store, const Config& config, Publication& publication,
                         Report& report) {
  auto pages = draw_site(store, config, publication);
  if (pages) return put_site(publication, *std::move(pages));
  report.warning({.text = cat("the catalog stays as it was: ", pages.error().words())});
  return {};
}

Result<void> put_page_again(const Store& store, const pypi::ProjectName& project,
                            Publication& publication) {
  TRY_ASSIGN(auto whole, published_page(store, project));
  if (!whole) return {};
  TRY_ASSIGN(auto promises, promises_of(store, *whole));
  return put_page(store, publication, project,
                  {.page = *std::move(whole), .promises = std::move(promises), .held = {}});
}

// The pages as they are with what is hidden now. The change of the hidden items is part of the same
// transaction: the ledger never knows one without the other.
Result<void> publish_again(const Store& store, const Config& config, const Target& target,
                           Publication publication, Report& report) {
  for (const auto& project : target.projects) TRY(put_page_again(store, project, publication));
  for (const auto& channel : target.channels) TRY(republish_channel(store, publication, channel));
  if (!target.projects.empty()) {
    TRY_ASSIGN(const auto hidden, hidden_names(store, kSection));
    TRY(put_project_list(store, publication, hidden));
  }
  if (publication.changes() > 0) TRY(put_catalog(store, config, publication, report));
  TRY(std::move(publication).commit(report));
  // Also where no page of now changed: an older generation may name it.
  TRY(conceal_files(store));
  TRY(io::sync_file_system(store.paths().root));
  return write_status_files(store);
}

Result<Hiding> hide_in(const Store& store, const Config& config, const std::string& name,
                       const std::string& note, Report& report) {
  TRY_ASSIGN(const auto target, find_target(store, name));
  TRY_ASSIGN(auto publication, Publication::begin(store, Cause::hide, note));
  bool is_new = false;
  for (const auto& section : target.sections()) {
    TRY_ASSIGN(const auto is_new_here, hide_item(store, {.section = section,
                                                         .name = target.name,
                                                         .cause = std::string(kAdmin),
                                                         .note = note,
                                                         .since = store.now()}));
    is_new = is_new || is_new_here;
  }
  TRY(publish_again(store, config, target, std::move(publication), report));
  return is_new ? Hiding::done : Hiding::already;
}

Result<Hiding> unhide_in(const Store& store, const Config& config, const std::string& name,
                         Report& report) {
  TRY_ASSIGN(const auto target, find_target(store, name));
  TRY_ASSIGN(auto publication, Publication::begin(store, Cause::unhide));
  std::vector<std::string> shown;
  for (const auto& section : target.sections()) {
    TRY_ASSIGN(const auto was, unhide_item(store, section, target.name, kAdmin));
    if (was) shown.push_back(section);
  }
  if (shown.empty()) {
    TRY(std::move(publication).commit(report));
    TRY_ASSIGN(const auto hidden, hidden_names(store, kSection));
    return hidden.contains(target.name) ? Hiding::by_upstream : Hiding::already;
  }
  // Files before the index that names them.
  for (const auto& section : shown) TRY(reveal_files(store, section, target.name));
  TRY(publish_again(store, config, target, std::move(publication), report));
  return Hiding::done;
}

}  // namespace

Result<Hiding> hide(const Config& config, const Clock& clock, const std::string& name,
                    const std::string& note, Report& report) {
  TRY_ASSIGN(auto store, Store::open_existing(config.root, clock));
  auto outcome = hide_in(store, config, name, note, report);
  return close_after(std::move(store), std::move(outcome));
}

Result<Hiding> unhide(const Config& config, const Clock& clock, const std::string& name,
                      Report& report) {
  TRY_ASSIGN(auto store, Store::open_existing(config.root, clock));
  auto outcome = unhide_in(store, config, name, report);
  return close_after(std::move(store), std::move(outcome));
}

}  // namespace adder::mirror
