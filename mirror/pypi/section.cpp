#include "mirror/pypi/section.h"

#include "base/core/text.h"
#include "base/net/url.h"
#include "mirror/pypi/project_list.h"
#include "mirror/pypi/projects_of_file.h"
#include "mirror/pypi/published_page.h"
#include "mirror/pypi/reasons_book.h"
#include "mirror/pypi/requirements_reader.h"
#include "mirror/pypi/upstream_scope.h"
#include "mirror/pypi/wants.h"
#include "mirror/pypi/wish_index.h"
#include "mirror/store/hidden.h"
#include "mirror/store/scratch_store.h"
#include "mirror/words/guard.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace adder::mirror {

namespace {

constexpr std::string_view kQuarantined = "quarantined";

}  // namespace

PypiSection::PypiSection(const SectionContext& context, const RequestList& requests)
    : context_(context),
      requests_(requests),
      pypi_(*context.config.pypi),
      scope_(upstream_scope(pypi_)),
      own_(context.store, pypi_.own),
      look_(context.store, context.client, pypi_, scope_, context.report, context.stop) {}

void PypiSection::hold(Held held) {
  context_.report.held(held);
  held_.push_back(std::move(held));
}

Result<void> PypiSection::look() {
  TRY(look_at_own());
  TRY(note_names());
  // Who asks for nothing needs no network.
  if (!requests_.wishes.empty()) {
    TRY(look_.read_list());
    TRY(guard_list());
  }
  TRY(find_wanted());
  TRY(guard_files());
  for (const auto& held : look_.held()) hold(held);
  hold_malformed();
  if (!context_.options.dry_run) TRY(look_.accept());
  return {};
}

// The centre's own come first: their names are not even asked for.
Result<void> PypiSection::look_at_own() {
  if (std::exchange(own_is_read_, true)) return {};
  const auto emptied = context_.options.allows_shrink("pypi") ? OwnPackages::Emptied::accept
                                                              : OwnPackages::Emptied::refuse;
  TRY(context_.options.dry_run ? own_.preview(emptied) : own_.look(emptied));
  look_.leave_out(own_.projects());
  for (const auto& held : own_.held()) hold(held);
  return {};
}

// Whole, and whether a list names them or not.
Result<void> PypiSection::add_own() {
  for (const auto& project : own_.projects()) {
    if (!only_.empty() && !only_.contains(project) && !wanted_.contains(project)) continue;
    TRY_ASSIGN(auto all, own_.selection(project));
    auto& selection = wanted_[project];
    selection.files = std::move(all.files);
    std::ranges::move(all.because, std::back_inserter(selection.because));
  }
  return {};
}

Result<void> PypiSection::guard_list() const {
  if (look_.stands_in() || !look_.has_list() || !look_.earlier_list() ||
      context_.options.allows_shrink("pypi"))
    return {};
  return guard_shrink(
      {.section = "pypi",
       .what = "projects in the list of " + net::without_secrets(look_.list().upstream),
       .before = look_.earlier_list()->projects,
       .now = look_.list().projects},
      context_.config.limits.shrink);
}

Result<void> PypiSection::guard_files() const {
  if (context_.options.allows_shrink("pypi")) return {};
  const auto [before, now] = look_.file_count();
  return guard_shrink({.section = "pypi",
                       .what = "files of the wanted projects upstream",
                       .before = before,
                       .now = now},
                      context_.config.limits.shrink);
}

// Our own page, or upstream's, and with vanished = "keep", or where another upstream
// stands in for the first, also what it does not have and we do.
Result<std::optional<pypi::ProjectPage>> PypiSection::page_in_force(
    const pypi::ProjectName& project) {
  if (own_.has(project)) return own_.page(project);
  TRY_ASSIGN(auto page, look_.page(project));
  const auto malformed = look_.malformed().find(project);
  const bool is_sound = malformed == look_.malformed().end();
  TRY_ASSIGN(const auto second_hand, look_.is_second_hand(project));
  const bool keeps = pypi_.vanished == Vanished::keep || second_hand;
  if (!keeps && is_sound) return page;
  TRY_ASSIGN(auto ours, published_page(context_.store, project));
  if (!ours) return page;
  if (!page) return keeps ? ours : page;
  std::set<std::string_view> offered;
  for (const auto& file : page->files) offered.insert(file.filename);
  for (auto& file : ours->files) {
    // What is published stays, whatever malformed entry upstream has in its place.
    const bool stays = keeps || (!is_sound && malformed->second.contains(file.filename));
    if (stays && !offered.contains(file.filename)) page->files.push_back(std::move(file));
  }
  return page;
}

Result<std::uint64_t> PypiSection::vanished() {
  std::uint64_t count = 0;
  if (pypi_.vanished != Vanished::keep) return count;
  for (const auto& [project, selection] : wanted_) {
    if (own_.has(project)) continue;
    TRY_ASSIGN(const auto page, look_.page(project));
    std::set<std::string_view> offered;
    if (page) {
      for (const auto& file : page->files) offered.insert(file.filename);
    }
    count += static_cast<std::uint64_t>(std::ranges::count_if(
        selection.files, [&](const auto& file) { return !offered.contains(file); }));
  }
  return count;
}

Result<void> PypiSection::find_wanted() {
  TRY_ASSIGN(const auto published, published_projects(context_.store));
  const auto page_of = [this](const pypi::ProjectName& project) {
    return page_in_force(project);
  };
  // A dry run reads metadata like any other, into a store that is thrown away.
  std::optional<ScratchStore> scratch;
  if (context_.options.dry_run) {
    TRY_ASSIGN(auto made, ScratchStore::make());
    scratch.emplace(std::move(made));
  }
  const auto& store = scratch ? scratch->store() : context_.store;
  RequirementsReader requirements(context_.store, carrier(store), page_of);
  TRY(own_.tell_requirements(store));
  Wants wants(look_, requirements, page_of);
  wants.only(only_);
  auto known = published;
  known.insert(own_.projects().begin(), own_.projects().end());
  TRY_ASSIGN(const auto choice, wants.find(requests_, pypi_, known));
  TRY(look_.check_index());
  for (const auto& project : choice.projects()) wanted_.emplace(project, choice.selection(project));
  TRY(add_own());
  for (const auto& project : published) TRY(keep_on(project));
  if (!only_.empty()) return warn_of_unknown();
  for (const auto& warning : choice.warnings()) context_.report.warning(warning);
  return {};
}

// A name that a line covers need not exist. What another upstream does not have may; and what is in
// quarantine is in no list, but has a page.
Result<void> PypiSection::warn_of_unknown() const {
  if (!look_.has_list() || look_.stands_in()) return {};
  std::set<std::string, std::less<>> listed;
  TRY(each_name(look_.list(),
                [&](std::string_view name, std::optional<std::uint64_t>) -> Result<void> {
                  const auto asked = pypi::ProjectName::parse(name);
                  if (asked && only_.contains(*asked)) listed.emplace(name);
                  return {};
                }));
  for (const auto& project : only_) {
    TRY_ASSIGN(const auto page, look_.page(project));
    if (page || own_.has(project) || listed.contains(project.text())) continue;
    context_.report.warning({.text = cat("upstream has no project '", project.text(), '\'')});
  }
  return {};
}

Result<bool> PypiSection::knows(const std::string& package) {
  const auto project = pypi::ProjectName::parse(package);
  if (!project) return false;
  const WishIndex index(requests_);
  if (!index.wishes(project->text()).empty()) return true;
  TRY_ASSIGN(const auto published, published_projects(context_.store));
  if (published.contains(*project)) return true;
  TRY(look_at_own());
  return own_.has(*project);
}

// Other names are another section's.
Result<void> PypiSection::note_names() {
  for (const auto& name : context_.options.names) {
    auto project = pypi::ProjectName::parse(name);
    if (!project) continue;
    TRY_ASSIGN(const auto known, knows(name));
    if (known) only_.insert(*std::move(project));
  }
  return {};
}

// Only what is published can have changed.
Result<void> PypiSection::check_accepted() const {
  constexpr std::string_view kPrefix = "pypi/";
  for (const auto& item : context_.options.accept_changed) {
    if (!item.starts_with(kPrefix)) continue;
    TRY_ASSIGN(const auto projects, projects_of_file(context_.store, item.substr(kPrefix.size())));
    if (!projects.empty()) continue;
    return Error(Error::Kind::invalid,
                 cat("--accept-changed: '", printable(item), "' is not published"),
                 "'adder status' lists what is held because it changed");
  }
  return {};
}

void PypiSection::hold_malformed() {
  for (const auto& [project, files] : look_.malformed()) {
    for (const auto& [file, why] : files) {
      hold({.section = "pypi",
            .item = "pypi/" + printable(file),
            .reason = HeldReason::malformed,
            .detail = why});
    }
  }
}

// Two things stay published although the lists and upstream's page name no file of them: a project
// in quarantine, so that its page can say so; and, where only some packages are synced, whatever
// the others need.
Result<void> PypiSection::keep_on(const pypi::ProjectName& project) {
  const auto found = wanted_.find(project);
  if (found == wanted_.end()) {
    TRY_ASSIGN(const auto page, look_.page(project));
    const bool quarantined = page && page->status && page->status->marker == kQuarantined;
    if (quarantined) wanted_[project];
    return {};
  }
  if (only_.empty()) return {};
  TRY_ASSIGN(const auto ours, published_page(context_.store, project));
  if (!ours) return {};
  for (const auto& file : ours->files) found->second.files.insert(file.filename);
  return {};
}

}  // namespace adder::mirror
