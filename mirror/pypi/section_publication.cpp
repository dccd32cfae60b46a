#include "mirror/pypi/compose.h"
#include "mirror/pypi/project_list.h"
#include "mirror/pypi/published_page.h"
#include "mirror/pypi/reasons_book.h"
#include "mirror/pypi/section.h"
#include "mirror/store/companions.h"
#include "mirror/store/hidden.h"

#include <algorithm>
#include <utility>

namespace adder::mirror {

namespace {

constexpr std::string_view kName = "pypi";
constexpr std::string_view kQuarantined = "quarantined";

}  // namespace

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
  TRY_ASSIGN(const auto was_out_of_sight, is_out_of_sight(project, *upstream));
  TRY(follow_quarantine(project, *upstream));
  if (was_out_of_sight && published) return {};

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
      },
      .digests = digests_in(context_.store, trouble)};
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
    return selection.files.contains(std::string(main_file(name)));
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

// Hidden before this run, and still: nothing of it is fetched, and what its page would be stays as
// it was. Bytes that no page may name would not stay. The status tells whether a quarantine is
// over.
Result<bool> PypiSection::is_out_of_sight(const pypi::ProjectName& project,
                                          const pypi::ProjectPage& page) const {
  const bool quarantined = page.status && page.status->marker == kQuarantined;
  TRY_ASSIGN(const auto items, hidden_items(context_.store));
  return std::ranges::any_of(items, [&](const Hidden& item) {
    return item.section == kName && item.name == project.text() &&
           (item.cause != kQuarantined || quarantined);
  });
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
  // Another upstream than the one that quarantined it may never have heard of that.
  TRY_ASSIGN(const auto second_hand, look_.is_second_hand(project));
  if (second_hand) return {};
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
