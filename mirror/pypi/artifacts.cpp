#include "mirror/pypi/artifacts.h"

#include "mirror/pypi/published_paths.h"
#include "mirror/store/companions.h"

namespace adder::mirror {

namespace {

constexpr std::uint64_t kLongestMetadata = std::uint64_t{16} << 20;
constexpr std::uint64_t kLongestSignature = std::uint64_t{64} << 10;

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

// An md5 is looked at where there is nothing better.
void promise(Artifact& artifact, const std::optional<Sha256>& sha256,
             const pypi::NamedHashes& others) {
  artifact.sha256 = sha256;
  artifact.other_hashes = others;
  if (sha256) return;
  for (const auto& [name, hex] : others) {
    if (name != "md5") continue;
    if (const auto md5 = Md5::from_hex(hex)) artifact.md5 = *md5;
  }
}

}  // namespace

Artifact file_artifact(const pypi::ProjectName& project, const pypi::FileRecord& record) {
  Artifact artifact{.section = "pypi",
                    .item = "pypi/" + record.filename,
                    .owner = project.text(),
                    .urls = {record.url},
                    .size = record.size};
  promise(artifact, record.sha256, record.other_hashes);
  Blake2b sum;
  if (blake2b_of_url(record.url, sum)) artifact.blake2b = sum;
  return artifact;
}

std::vector<Artifact> companion_artifacts(const pypi::ProjectName& project,
                                          const pypi::FileRecord& record, bool with_provenance) {
  std::vector<Artifact> companions;
  const auto& offered = record.core_metadata;
  if (offered.offered) {
    auto metadata = companion(project, record, kMetadata, with_suffix(record.url, kMetadata));
    promise(metadata, offered.sha256, offered.other_hashes);
    companions.push_back(std::move(metadata));
  }
  if (record.gpg_sig.value_or(false)) {
    auto signature = companion(project, record, kSignature, with_suffix(record.url, kSignature));
    signature.most = kLongestSignature;
    companions.push_back(std::move(signature));
  }
  if (with_provenance && record.provenance) {
    companions.push_back(companion(project, record, kProvenance, *record.provenance));
  }
  return companions;
}

bool is_metadata(const Artifact& artifact) {
  return artifact.item.ends_with(kMetadata);
}

bool is_signature(const Artifact& artifact) {
  return artifact.item.ends_with(kSignature);
}

}  // namespace adder::mirror
