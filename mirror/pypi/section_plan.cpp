#include "base/core/text.h"
#include "base/net/url.h"
#include "mirror/pypi/artifacts.h"
#include "mirror/pypi/hash_check.h"
#include "mirror/pypi/published_page.h"
#include "mirror/pypi/section.h"
#include "mirror/store/blobs.h"
#include "mirror/store/companions.h"

#include <algorithm>
#include <utility>

namespace adder::mirror {

namespace {

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

// Checksums of what is published, of other kinds than sha256: our page names them, or the bytes
// tell. Most pages need none.
class PublishedHashes {
 public:
  PublishedHashes(const Store& store, const pypi::ProjectName& project,
                  std::optional<Error>& trouble)
      : store_(store), project_(project), trouble_(trouble) {}

  bool are_those_of(const Artifact& artifact, const PublishedFile& file) const {
    const auto blob = find_blob(store_, file.sha256);
    if (!blob && !trouble_) trouble_ = blob.error();
    if (!blob || !*blob) return true;
    const auto check =
        check_hashes(**blob, artifact.other_hashes, known(file.item), digests_in(store_, trouble_));
    return !check.wrong;
  }

 private:
  pypi::NamedHashes known(const std::string& item) const {
    if (!page_) {
      auto page = published_page(store_, project_);
      if (!page && !trouble_) trouble_ = page.error();
      page_ = page && *page ? *std::move(*page) : pypi::ProjectPage();
    }
    for (const auto& record : page_->files) {
      if (item == cat("pypi/", record.filename)) return record.other_hashes;
      if (item == cat("pypi/", record.filename, kMetadata)) {
        return record.core_metadata.other_hashes;
      }
    }
    return {};
  }

  const Store& store_;
  const pypi::ProjectName& project_;
  std::optional<Error>& trouble_;
  mutable std::optional<pypi::ProjectPage> page_;
};

Plan hiding(const pypi::ProjectName& project) {
  Plan plan;
  plan.hide.push_back("pypi/" + project.text());
  return plan;
}

}  // namespace

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
  TRY_ASSIGN(const auto out_of_sight, is_out_of_sight(project, *page));
  if (out_of_sight) return Plan();
  const bool is_quarantined = page->status && page->status->marker == kQuarantined;
  // Its files are kept, out of sight.
  if (is_quarantined && selection.files.empty()) return hiding(project);
  TRY_ASSIGN(const auto published, published_files(context_.store, project));
  const auto is_published = [&](const std::string& item) {
    return std::ranges::find(published, item, &PublishedFile::item) != published.end();
  };
  std::vector<Artifact> wanted;
  for (const auto& record : page->files) {
    if (!selection.files.contains(record.filename)) continue;
    auto artifact = file_artifact(project, record);
    if (artifact.size.value_or(0) > artifact.most) {
      hold({.section = "pypi",
            .item = artifact.item,
            .reason = HeldReason::malformed,
            .expected = cat("at most ", artifact.most, " bytes"),
            .received = cat(*artifact.size, " bytes"),
            .url = net::without_secrets(record.url),
            .detail = {}});
      continue;
    }
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
  std::optional<Error> trouble;
  const PublishedHashes hashes(context_.store, project, trouble);
  auto plan =
      make_plan(wanted, published,
                {.is_in_store = in_store,
                 .is_accepted = accepted,
                 .has_other_hashes = [&](const Artifact& artifact, const PublishedFile& file) {
                   return hashes.are_those_of(artifact, file);
                 }});
  if (trouble) return *std::move(trouble);
  if (is_quarantined) plan.append(hiding(project));
  return plan;
}

}  // namespace adder::mirror
