#include "mirror/pypi/artifacts.h"

#include "mirror/pypi/published_paths.h"

namespace adder::mirror {

namespace {

constexpr std::uint64_t kLongestMetadata = std::uint64_t{16} << 20;

Artifact companion(const pypi::ProjectName& project, const pypi::FileRecord& record,
                   std::string_view suffix, std::string url) {
  return {.section = "pypi",
          .item = "pypi/" + record.filename + std::string(suffix),
          .owner = project.text(),
          .urls = {std::move(url)},
          .most = kLongestMetadata};
}

// https://host/path/file.whl?token=1 -> https://host/path/file.whl.metadata?token=1
std::string with_suffix(const std::string& url, std::string_view suffix) {
  auto out = url;
  out.insert(std::min(out.find_first_of("?#"), out.size()), suffix);
  return out;
}

}  // namespace

Artifact file_artifact(const pypi::ProjectName& project, const pypi::FileRecord& record) {
  Artifact artifact{.section = "pypi",
                    .item = "pypi/" + record.filename,
                    .owner = project.text(),
                    .urls = {record.url},
                    .size = record.size,
                    .sha256 = record.sha256};
  Blake2b sum;
  if (blake2b_of_url(record.url, sum)) artifact.blake2b = sum;
  for (const auto& [name, hex] : record.other_hashes) {
    if (name != "md5" || artifact.sha256) continue;
    if (const auto md5 = Md5::from_hex(hex)) artifact.md5 = *md5;
  }
  return artifact;
}

std::vector<Artifact> companion_artifacts(const pypi::ProjectName& project,
                                          const pypi::FileRecord& record, bool with_provenance) {
  std::vector<Artifact> companions;
  if (record.core_metadata.offered) {
    auto metadata = companion(project, record, kMetadata, with_suffix(record.url, kMetadata));
    metadata.sha256 = record.core_metadata.sha256;
    companions.push_back(std::move(metadata));
  }
  if (with_provenance && record.provenance) {
    companions.push_back(companion(project, record, kProvenance, *record.provenance));
  }
  return companions;
}

bool is_metadata(const Artifact& artifact) {
  return artifact.item.ends_with(kMetadata);
}

bool is_companion(const Artifact& artifact) {
  return is_metadata(artifact) || artifact.item.ends_with(kProvenance);
}

}  // namespace adder::mirror
