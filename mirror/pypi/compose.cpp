#include "mirror/pypi/compose.h"

#include "base/core/text.h"
#include "base/net/url.h"
#include "base/pypi/file_name.h"
#include "base/pypi/simple_writer.h"
#include "mirror/pypi/published_paths.h"

#include <algorithm>
#include <utility>

namespace adder::mirror {

namespace {

// What our page promises under one file name now.
struct Before {
  std::string path;
  Sha256 sha256;
};

std::string_view last_part(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

class Composer {
 public:
  Composer(const PageInputs& inputs, const PageAnswers& answers)
      : inputs_(inputs), answers_(answers) {
    for (const auto& [path, sum] : *inputs.promises) {
      before_.insert_or_assign(std::string(last_part(path)), Before{path, sum});
    }
    if (inputs.published == nullptr) return;
    for (const auto& record : inputs.published->files) published_[record.filename] = &record;
  }

  ComposedPage run() && {
    out_.page = *inputs_.upstream;
    out_.page.name = inputs_.project.text();  // normalised, as PEP 691 asks, whatever they write
    out_.page.files.clear();
    for (const auto& record : inputs_.upstream->files) {
      if (inputs_.wanted->contains(record.filename)) add(record);
    }
    keep_named_versions();
    return std::move(out_);
  }

 private:
  void add(const pypi::FileRecord& record) {
    const auto item = "pypi/" + record.filename;
    const auto blob = blob_of(record, item);
    const auto before = before_.find(record.filename);
    const bool is_published = before != before_.end() && published_.contains(record.filename);
    const auto offered = record.sha256 ? record.sha256
                         : blob        ? std::optional(blob->sha256)
                                       : std::nullopt;
    if (is_published && offered && *offered != before->second.sha256) {
      if (!answers_.accepts_change(item)) return keep(record, before->second, *offered);
    }
    // Upstream may have gone silent about a file's checksum: what is published is still it.
    if (is_published && !blob) return keep_as_is(record.filename);
    if (blob && verify(record, *blob)) publish(record, *blob);
  }

  // Whether all checksums are the blob's that upstream names and that can be computed. Only those
  // are published: a page of ours says what we know.
  bool verify(const pypi::FileRecord& record, const Blob& blob) {
    auto digests = verified_before(record.filename, blob);
    std::vector<std::string> names;
    for (const auto& [name, hex] : record.other_hashes) {
      if (!digests.contains(name)) names.push_back(name);
    }
    if (!names.empty()) digests.merge(answers_.digests(blob, names));
    verified_.clear();
    for (const auto& [name, hex] : record.other_hashes) {
      const auto found = digests.find(name);
      if (found == digests.end()) continue;
      if (found->second != hex) return refuse(record, name, hex, found->second);
      verified_.emplace_back(name, hex);
    }
    return true;
  }

  // What stands on our page was verified when it came there.
  std::map<std::string, std::string> verified_before(const std::string& filename,
                                                     const Blob& blob) const {
    const auto before = published_.find(filename);
    if (before == published_.end() || before->second->sha256 != blob.sha256) return {};
    const auto& hashes = before->second->other_hashes;
    return {hashes.begin(), hashes.end()};
  }

  bool refuse(const pypi::FileRecord& record, const std::string& name, const std::string& offered,
              const std::string& found) {
    const bool is_published = published_.contains(record.filename);
    out_.held.push_back({.section = "pypi",
                         .item = "pypi/" + record.filename,
                         .reason = is_published ? HeldReason::changed : HeldReason::sha256,
                         .expected = cat(name, ' ', is_published ? found : offered),
                         .received = cat(name, ' ', is_published ? offered : found),
                         .url = net::without_secrets(record.url),
                         .detail = {}});
    if (is_published) keep_as_is(record.filename);
    return false;
  }

  std::optional<Blob> blob_of(const pypi::FileRecord& record, const std::string& item) const {
    if (record.sha256) return answers_.blob(*record.sha256);
    if (auto arrived = answers_.arrived(item)) return arrived;
    const auto before = published_.find(record.filename);
    const bool known = before != published_.end() && before->second->sha256;
    return known ? answers_.blob(*before->second->sha256) : std::nullopt;
  }

  void publish(const pypi::FileRecord& upstream, const Blob& blob) {
    auto record = upstream;
    const auto path = package_path(blob.blake2b, record.filename);
    record.url = package_url(path);
    record.sha256 = blob.sha256;
    record.size = blob.size;
    record.other_hashes = std::exchange(verified_, {});
    record.upload_time = upload_time(upstream, blob);
    out_.promises.push_back({.path = path, .sha256 = blob.sha256});
    add_metadata(record, path);
    add_provenance(record, path);
    out_.page.files.push_back(std::move(record));
  }

  // A time that was published stays, whatever upstream begins or ceases to say of the same bytes.
  std::string upload_time(const pypi::FileRecord& upstream, const Blob& blob) const {
    const auto before = published_.find(upstream.filename);
    const bool was_told = before != published_.end() && before->second->sha256 == blob.sha256 &&
                          before->second->upload_time;
    if (was_told) return *before->second->upload_time;
    return upstream.upload_time ? *upstream.upload_time : answers_.first_seen(upstream.filename);
  }

  void add_metadata(pypi::FileRecord& record, const std::string& path) {
    if (!record.core_metadata.offered) return;
    const auto name = record.filename + std::string(kMetadata);
    auto blob = record.core_metadata.sha256 ? answers_.blob(*record.core_metadata.sha256)
                                            : answers_.arrived("pypi/" + name);
    const auto before = before_.find(name);
    const bool is_published =
        before != before_.end() && before->second.path == path + std::string(kMetadata);
    const bool changes = is_published && (!blob || blob->sha256 != before->second.sha256);
    if (changes && !(blob && answers_.accepts_change("pypi/" + name))) {
      if (record.core_metadata.sha256 && *record.core_metadata.sha256 != before->second.sha256) {
        hold_changed("pypi/" + name, before->second.sha256, *record.core_metadata.sha256);
      }
      blob = answers_.blob(before->second.sha256);
    }
    record.core_metadata = {.offered = blob.has_value(), .sha256 = std::nullopt};
    if (!blob) return;
    record.core_metadata.sha256 = blob->sha256;
    out_.promises.push_back({.path = path + std::string(kMetadata), .sha256 = blob->sha256});
  }

  void add_provenance(pypi::FileRecord& record, const std::string& path) {
    const bool offered = std::exchange(record.provenance, std::nullopt).has_value();
    if (!offered || inputs_.provenance_base.empty()) return;
    const auto name = record.filename + std::string(kProvenance);
    const auto whole = path + std::string(kProvenance);
    const auto before = before_.find(name);
    auto blob = answers_.arrived("pypi/" + name);
    // Attestations may be added to later; a published file's bytes do not change.
    if (before != before_.end() && before->second.path == whole) {
      blob = answers_.blob(before->second.sha256);
    }
    if (!blob) return;
    record.provenance = package_url(inputs_.provenance_base, whole);
    out_.promises.push_back({.path = whole, .sha256 = blob->sha256});
  }

  void keep(const pypi::FileRecord& record, const Before& before, const Sha256& offered) {
    hold_changed("pypi/" + record.filename, before.sha256, offered,
                 net::without_secrets(record.url));
    keep_as_is(record.filename);
  }

  void keep_as_is(const std::string& filename) {
    const auto* record = published_.at(filename);
    out_.page.files.push_back(*record);
    for (const auto& suffix : {std::string_view(), kMetadata, kProvenance}) {
      const auto before = before_.find(filename + std::string(suffix));
      if (before == before_.end()) continue;
      out_.promises.push_back({.path = before->second.path, .sha256 = before->second.sha256});
    }
  }

  void hold_changed(const std::string& item, const Sha256& published, const Sha256& offered,
                    const std::string& url = {}) {
    out_.held.push_back({.section = "pypi",
                         .item = item,
                         .reason = HeldReason::changed,
                         .expected = "sha256 " + published.hex(),
                         .received = "sha256 " + offered.hex(),
                         .url = url,
                         .detail = {}});
  }

  // PEP 700 wants every file's version in the list, and a version nobody can install helps nobody.
  void keep_named_versions() {
    std::set<std::string> present;
    for (const auto& record : out_.page.files) {
      const auto name = pypi::parse_file_name(record.filename, inputs_.project);
      present.insert(name.version ? name.version->text() : name.version_text);
    }
    auto versions = std::exchange(out_.page.versions, {});
    for (auto& version : versions) {
      const auto parsed = pypi::Version::parse(version);
      if (present.erase(parsed ? parsed->text() : version) > 0) {
        out_.page.versions.push_back(std::move(version));
      }
    }
    for (const auto& version : present) {
      if (!version.empty()) out_.page.versions.push_back(version);
    }
  }

  const PageInputs& inputs_;
  const PageAnswers& answers_;
  std::map<std::string, Before> before_;
  std::map<std::string, const pypi::FileRecord*> published_;
  std::vector<std::pair<std::string, std::string>> verified_;  // checksums of the file at hand
  ComposedPage out_;
};

}  // namespace

ComposedPage compose_page(const PageInputs& inputs, const PageAnswers& answers) {
  return Composer(inputs, answers).run();
}

ComposedPage without_hidden(ComposedPage page, const std::set<std::string, std::less<>>& hidden) {
  const bool all = hidden.contains(pypi::normalise(page.page.name));
  const auto is_hidden = [&](const std::string& filename) {
    return all || hidden.contains(filename);
  };
  if (!all && std::ranges::none_of(page.page.files, [&](const pypi::FileRecord& file) {
        return hidden.contains(file.filename);
      })) {
    return page;
  }
  const auto project = pypi::ProjectName::parse(page.page.name);
  std::set<std::string> present;
  std::erase_if(page.page.files,
                [&](const pypi::FileRecord& file) { return is_hidden(file.filename); });
  for (const auto& file : page.page.files) {
    if (!project) break;
    const auto name = pypi::parse_file_name(file.filename, *project);
    present.insert(name.version ? name.version->text() : name.version_text);
  }
  std::erase_if(page.page.versions, [&](const std::string& version) {
    const auto parsed = pypi::Version::parse(version);
    return !present.contains(parsed ? parsed->text() : version);
  });
  std::erase_if(page.promises, [&](const Promise& promise) {
    auto name = last_part(promise.path);
    for (const auto& suffix : {kMetadata, kProvenance}) {
      if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
    }
    return is_hidden(std::string(name));
  });
  return page;
}

std::vector<Page> draw_project(const pypi::ProjectPage& page, int generation) {
  auto drawn = page;
  drawn.serial = static_cast<std::uint64_t>(generation);
  return {{.name = "index.html", .bytes = pypi::write_project_html(drawn)},
          {.name = "index.v1_json", .bytes = pypi::write_project_json(drawn)}};
}

}  // namespace adder::mirror
