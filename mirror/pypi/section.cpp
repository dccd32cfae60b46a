#include "mirror/pypi/section.h"

#include "base/core/text.h"
#include "base/net/url.h"
#include "mirror/pypi/artifacts.h"
#include "mirror/pypi/compose.h"
#include "mirror/pypi/project_list.h"
#include "mirror/pypi/published_page.h"
#include "mirror/pypi/published_paths.h"
#include "mirror/pypi/reasons_book.h"
#include "mirror/pypi/requirements_reader.h"
#include "mirror/pypi/upstream_scope.h"
#include "mirror/pypi/wants.h"
#include "mirror/pypi/wish_index.h"
#include "mirror/store/fetch.h"
#include "mirror/store/hidden.h"
#include "mirror/store/scratch_store.h"
#include "mirror/words/guard.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace adder::mirror {

namespace {

constexpr std::string_view kName = "pypi";
constexpr std::string_view kQuarantined = "quarantined";

// A file and its companions that our page names now, as the plan sees them.
Result<std::vector<PublishedFile>> published_files(const Store& store,
                                                   const pypi::ProjectName& project) {
  std::vector<PublishedFile> files;
  TRY_ASSIGN(const auto promises, whole_promises(store, project));
  for (const auto& [path, sum] : promises) {
    TRY_ASSIGN(const auto blob, find_blob(store, sum));
    files.push_back({.item = "pypi/" + path.substr(path.rfind('/') + 1),
                     .sha256 = sum,
                     .size = blob ? blob->size : 0});
  }
  return files;
}

}  // namespace

PypiSection::PypiSection(const Context& context, const RequestList& requests)
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
  TRY(check_names());
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
  if (!look_.has_list() || !look_.earlier_list() || context_.options.allows_shrink("pypi"))
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

// Our own page, or upstream's, and with vanished = "keep" also what it no longer has and we do.
Result<std::optional<pypi::ProjectPage>> PypiSection::page_in_force(
    const pypi::ProjectName& project) {
  if (own_.has(project)) return own_.page(project);
  TRY_ASSIGN(auto page, look_.page(project));
  const auto malformed = look_.malformed().find(project);
  const bool is_sound = malformed == look_.malformed().end();
  if (pypi_.vanished == Vanished::retire && is_sound) return page;
  TRY_ASSIGN(auto ours, published_page(context_.store, project));
  if (!ours) return page;
  if (!page) return pypi_.vanished == Vanished::keep ? ours : page;
  std::set<std::string_view> offered;
  for (const auto& file : page->files) offered.insert(file.filename);
  for (auto& file : ours->files) {
    // What is published stays, whatever malformed entry upstream has in its place.
    const bool stays = pypi_.vanished == Vanished::keep ||
                       (!is_sound && malformed->second.contains(file.filename));
    if (stays && !offered.contains(file.filename)) page->files.push_back(std::move(file));
  }
  return page;
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
  RequirementsReader requirements(context_.store, scratch ? scratch->store() : context_.store,
                                  context_.client, scope_, context_.report, page_of);
  TRY(own_.tell_requirements(scratch ? scratch->store() : context_.store));
  Wants wants(look_, requirements, page_of);
  wants.only(only_);
  auto known = published;
  known.insert(own_.projects().begin(), own_.projects().end());
  TRY_ASSIGN(const auto choice, wants.find(requests_, pypi_, known));
  for (const auto& project : choice.projects()) wanted_.emplace(project, choice.selection(project));
  TRY(add_own());
  for (const auto& project : published) TRY(keep_on(project));
  if (!only_.empty()) return {};
  for (const auto& warning : choice.warnings()) context_.report.warning(warning);
  return {};
}

// Before anything is asked or touched: names nobody has a wish for are a slip of the fingers.
Result<void> PypiSection::check_names() {
  const WishIndex index(requests_);
  TRY_ASSIGN(const auto published, published_projects(context_.store));
  for (const auto& name : context_.options.names) {
    TRY_ASSIGN(auto project, pypi::ProjectName::parse(name));
    const bool known = published.contains(project) || own_.has(project);
    if (index.wishes(project.text()).empty() && !known) {
      return Error(Error::Kind::invalid,
                   cat("'", project.text(), "' is not asked for by any request list"),
                   cat("'adder requests add ", project.text(), "' asks for it"));
    }
    only_.insert(std::move(project));
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

Result<Plan> PypiSection::plan() {
  Plan plan;
  for (const auto& [project, selection] : wanted_) {
    TRY_ASSIGN(auto part, plan_project(project, selection));
    plan.append(std::move(part));
  }
  TRY_ASSIGN(const auto published, published_projects(context_.store));
  for (const auto& project : published) {
    if (!leaves(project)) continue;
    TRY_ASSIGN(const auto files, published_files(context_.store, project));
    plan.append(make_plan({}, files, {}));
  }
  return plan;
}

Result<Plan> PypiSection::plan_project(const pypi::ProjectName& project,
                                       const Selection& selection) {
  TRY_ASSIGN(const auto page, page_in_force(project));
  TRY_ASSIGN(const auto published, published_files(context_.store, project));
  const auto is_published = [&](const std::string& item) {
    return std::ranges::find(published, item, &PublishedFile::item) != published.end();
  };
  std::vector<Artifact> wanted;
  for (const auto& record : page->files) {
    if (!selection.files.contains(record.filename)) continue;
    auto artifact = file_artifact(project, record);
    if (!artifact.sha256 && pypi_.require_sha256 && !is_published(artifact.item)) {
      hold({.section = "pypi",
            .item = artifact.item,
            .reason = HeldReason::unanchored,
            .expected = "a sha256",
            .received = "none",
            .url = net::without_secrets(record.url),
            .detail = {}});
      continue;
    }
    wanted.push_back(std::move(artifact));
    for (auto& companion : companion_artifacts(project, record, with_provenance())) {
      wanted.push_back(std::move(companion));
    }
  }
  const auto in_store = [&](const Sha256& sum) {
    if (own_.holds(sum)) return true;
    const auto blob = find_blob(context_.store, sum);
    return blob && blob->has_value();
  };
  const auto accepted = [&](const Artifact& artifact) {
    return context_.options.accepts("pypi", artifact.item);
  };
  return make_plan(wanted, published, {.is_in_store = in_store, .is_accepted = accepted});
}

Result<void> PypiSection::fetch(const Plan& plan) {
  std::vector<Artifact> artifacts;
  for (const auto& wanted : plan.fetch) artifacts.push_back(wanted.artifact);
  return mirror::fetch(context_.store, context_.client, scope_, artifacts, context_.report,
                       [&](const Artifact& artifact, const std::variant<Blob, Held>& outcome) {
                         if (const auto* blob = std::get_if<Blob>(&outcome)) {
                           if (!artifact.sha256) arrived_.insert_or_assign(artifact.item, *blob);
                           return;
                         }
                         auto held = std::get<Held>(outcome);
                         // A wheel without its .metadata installs as well; the index must only not
                         // promise it.
                         if (is_metadata(artifact)) held.reason = HeldReason::metadata;
                         hold(std::move(held));
                       });
}

Result<void> PypiSection::publish(Publication& publication) {
  for (const auto& [project, selection] : wanted_) {
    TRY(put_project(publication, project, selection));
  }
  TRY_ASSIGN(const auto published, published_projects(context_.store));
  for (const auto& project : published) {
    if (leaves(project)) TRY(publication.remove(project_unit(project.text())));
  }
  TRY(remember_reasons(context_.store, wanted_, only_.empty() ? Replace::all : Replace::these));
  return put_list(publication);
}

Result<void> PypiSection::put_project(Publication& publication, const pypi::ProjectName& project,
                                      const Selection& selection) {
  const auto unit = project_unit(project.text());
  TRY_ASSIGN(const auto upstream, page_in_force(project));
  TRY_ASSIGN(const auto published, published_page(context_.store, project));
  TRY_ASSIGN(const auto promises, whole_promises(context_.store, project));
  TRY(follow_quarantine(project, *upstream));

  const PageInputs inputs{.project = project,
                          .upstream = &*upstream,
                          .wanted = &selection.files,
                          .published = published ? &*published : nullptr,
                          .promises = &promises,
                          .provenance_base = with_provenance() ? context_.config.url : ""};
  std::optional<Error> trouble;
  const PageAnswers answers{
      .blob = [&](const Sha256& sum) -> std::optional<Blob> {
        auto blob = find_blob(context_.store, sum);
        if (!blob) trouble = blob.error();
        return blob ? *blob : std::nullopt;
      },
      .arrived = [&](const std::string& item) -> std::optional<Blob> {
        const auto found = arrived_.find(item);
        return found == arrived_.end() ? std::nullopt : std::optional(found->second);
      },
      .accepts_change =
          [&](const std::string& item) { return context_.options.accepts("pypi", item); },
      .first_seen = [&](const std::string& filename) -> std::string {
        auto time = first_seen(project, filename);
        if (!time) trouble = time.error();
        return time ? *time : std::string();
      }};
  auto composed = compose_page(inputs, answers);
  if (trouble) return *std::move(trouble);
  for (auto& held : composed.held) hold(std::move(held));
  // Upstream shows nothing of what it quarantines; we keep it, out of sight.
  if (composed.page.files.empty() && published && upstream->status &&
      upstream->status->marker == kQuarantined) {
    composed.page.files = published->files;
    composed.page.versions = published->versions;
    for (const auto& [path, sum] : promises) composed.promises.push_back({path, sum});
  }

  // A page that names nothing helps nobody, unless it says why.
  TRY_ASSIGN(const auto hidden, hidden_names(context_.store, kName));
  if (composed.page.files.empty() && !hidden.contains(project.text())) {
    return published ? publication.remove(unit) : Result<void>();
  }
  return put_page(context_.store, publication, project, std::move(composed));
}

bool PypiSection::looked_at(const std::string& item) const {
  if (only_.empty()) return true;
  constexpr std::string_view kPrefix = "pypi/";
  const auto name = std::string_view(item).substr(kPrefix.size());
  return std::ranges::any_of(wanted_, [&](const auto& wanted) {
    const auto& [project, selection] = wanted;
    if (project.text() == name) return true;
    const auto file = name.substr(0, std::min(name.rfind(".metadata"), name.rfind(".provenance")));
    return selection.files.contains(std::string(file));
  });
}

Result<void> PypiSection::hide_quarantined(Publication& publication) {
  for (const auto& [project, selection] : wanted_) {
    TRY_ASSIGN(const auto upstream, look_.page(project));
    TRY_ASSIGN(auto ours, published_page(context_.store, project));
    if (!upstream || !ours || !upstream->status || upstream->status->marker != kQuarantined)
      continue;
    TRY(follow_quarantine(project, *upstream));
    TRY_ASSIGN(auto promises, promises_of(context_.store, *ours));
    ours->status = upstream->status;
    TRY(put_page(context_.store, publication, project,
                 {.page = *std::move(ours), .promises = std::move(promises), .held = {}}));
  }
  return put_list(publication);
}

// Upstream found something bad: nobody gets it from us from now on. And back.
Result<void> PypiSection::follow_quarantine(const pypi::ProjectName& project,
                                            const pypi::ProjectPage& page) {
  if (page.status && page.status->marker == kQuarantined) {
    const Hidden item{.section = std::string(kName),
                      .name = project.text(),
                      .cause = std::string(kQuarantined),
                      .note = page.status->reason.value_or(""),
                      .since = context_.store.now()};
    TRY_ASSIGN(const auto is_new, hide_item(context_.store, item));
    if (is_new) {
      hold({.section = "pypi",
            .item = "pypi/" + project.text(),
            .reason = HeldReason::hidden,
            .detail = "upstream quarantined this project; it is hidden from now on"});
    }
    return {};
  }
  TRY_ASSIGN(const auto was, unhide_item(context_.store, kName, project.text(), kQuarantined));
  return was ? reveal_files(context_.store, kName, project.text()) : Result<void>();
}

Result<std::string> PypiSection::first_seen(const pypi::ProjectName& project,
                                            const std::string& filename) {
  TRY_ASSIGN(auto row,
             context_.store.ledger().prepare(
                 "SELECT time FROM pypi_first_seen WHERE project = ?1 AND filename = ?2"));
  TRY_ASSIGN(const auto known, row.bind(1, project.text()).bind(2, filename).step());
  if (known) return rfc3339(Time(std::chrono::seconds(row.number(0))));
  const auto now = context_.store.now();
  TRY_ASSIGN(auto entry,
             context_.store.ledger().prepare("INSERT INTO pypi_first_seen VALUES (?1, ?2, ?3)"));
  entry.bind(1, project.text()).bind(2, filename).bind(3, now.time_since_epoch().count());
  TRY(entry.run());
  return rfc3339(now);
}

Result<void> PypiSection::put_list(Publication& publication) {
  TRY_ASSIGN(const auto hidden, hidden_names(context_.store, kName));
  return put_project_list(context_.store, publication, hidden);
}

}  // namespace adder::mirror
