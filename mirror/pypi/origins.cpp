#include "mirror/pypi/origins.h"

#include "mirror/pypi/artifacts.h"
#include "mirror/pypi/upstream_book.h"
#include "mirror/store/unit.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace adder::mirror {

Result<std::optional<Artifact>> Origins::of(const Blob& blob) {
  Artifact artifact;
  artifact.section = "pypi";
  artifact.size = blob.size;
  artifact.sha256 = blob.sha256;
  artifact.blake2b = blob.blake2b;
  const auto prefix = project_unit("");
  TRY_ASSIGN(auto rows,
             store_.ledger().prepare("SELECT DISTINCT path, unit FROM promise WHERE sha256 = ?1"));
  rows.bind(1, blob.sha256);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    const auto path = rows.bytes(0);
    const auto unit = rows.bytes(1);
    if (unit.starts_with(prefix)) {
      TRY_ASSIGN(const auto project, pypi::ProjectName::parse(unit.substr(prefix.size())));
      TRY(read_page(project));
      add_addresses(artifact, project, path.substr(path.rfind('/') + 1));
    }
    TRY_ASSIGN(more, rows.step());
  }
  if (artifact.urls.empty()) return std::optional<Artifact>();
  return std::optional(std::move(artifact));
}

Result<void> Origins::read_page(const pypi::ProjectName& project) {
  if (project_ == project) return {};
  TRY_ASSIGN(page_, stored_page(store_, project));
  project_ = project;
  return {};
}

void Origins::add_addresses(Artifact& artifact, const pypi::ProjectName& project,
                            std::string_view file_name) const {
  if (!page_) return;
  for (const auto& record : page_->files) {
    if (!file_name.starts_with(record.filename)) continue;
    auto offered = companion_artifacts(project, record, true);
    offered.push_back(file_artifact(project, record));
    for (auto& each : offered) {
      if (each.item != std::string("pypi/").append(file_name)) continue;
      artifact.item = each.item;
      artifact.owner = each.owner;
      std::ranges::move(each.urls, std::back_inserter(artifact.urls));
    }
  }
}

}  // namespace adder::mirror
