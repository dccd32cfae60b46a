#include "mirror/pypi/compose.h"

#include "base/core/text.h"
#include "base/net/url.h"
#include "mirror/pypi/hash_check.h"
#include "mirror/pypi/page_versions.h"
#include "mirror/pypi/published_paths.h"
#include "mirror/store/companions.h"

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
    keep_versions_of_files(out_.page, inputs_.project);
    return std::move(out_);
  }

 private:
  // Bytes, and those of their checksums that we know to be right: only they are published.
  struct Checked {
    Blob blob;
    pypi::NamedHashes hashes;
  };

  void add(const pypi::FileRecord& record) {
    const auto offered = offered_file(record);
    if (offered) return publish(record, *offered);
    if (published_as(record.filename) != nullptr) keep_as_is(record.filename);
  }

  // What upstream offers, where it has arrived, is what it is said to be, and is no news that
  // nobody has accepted.
  std::optional<Checked> offered_file(const pypi::FileRecord& record) {
    const auto item = "pypi/" + record.filename;
    const auto* const before = published_as(record.filename);
    const bool accepted = answers_.accepts_change(item);
    const auto blob = blob_of(record, item);
    const auto offered = record.sha256 ? record.sha256
                         : blob        ? std::optional(blob->sha256)
                                       : std::nullopt;
    const auto url = net::without_secrets(record.url);
    if (before != nullptr && offered && *offered != before->sha256 && !accepted) {
      hold_changed(item, sha256_words(before->sha256), sha256_words(*offered), url);
      return std::nullopt;
    }
    // Upstream may have gone silent about a file's checksum: what is published is still it.
    if (!blob) return std::nullopt;
    const bool is_before = before != nullptr && blob->sha256 == before->sha256;
    // Accepted, and yet it has not arrived: why has been told.
    const bool failed = is_before && accepted && !record.sha256;
    if (is_before && !record.sha256 && record.size && *record.size != blob->size) {
      if (!failed) hold_changed(item, size_words(blob->size), size_words(*record.size), url);
      return std::nullopt;
    }
    const auto known =
        is_before ? published_.at(record.filename)->other_hashes : pypi::NamedHashes();
    auto check = check_hashes(*blob, record.other_hashes, known, answers_.digests);
    if (!check.wrong) return Checked{*blob, std::move(check.right)};
    if (!failed) refuse(item, *check.wrong, is_before, HeldReason::sha256, url);
    return std::nullopt;
  }

  // Bytes that are published are right; others are only what they are.
  void refuse(const std::string& item, const HashCheck::Wrong& wrong, bool is_published,
              HeldReason reason, const std::string& url) {
    auto offered = cat(wrong.name, ' ', wrong.offered);
    auto found = cat(wrong.name, ' ', wrong.found);
    if (is_published) return hold_changed(item, std::move(found), std::move(offered), url);
    hold(item, reason, std::move(offered), std::move(found), url);
  }

  std::optional<Blob> blob_of(const pypi::FileRecord& record, const std::string& item) const {
    if (record.sha256) return answers_.blob(*record.sha256);
    if (auto arrived = answers_.arrived(item)) return arrived;
    const auto before = published_.find(record.filename);
    const bool known = before != published_.end() && before->second->sha256;
    return known ? answers_.blob(*before->second->sha256) : std::nullopt;
  }

  void publish(const pypi::FileRecord& upstream, const Checked& file) {
    auto record = upstream;
    const auto path = package_path(file.blob.blake2b, record.filename);
    record.url = package_url(path);
    record.sha256 = file.blob.sha256;
    record.size = file.blob.size;
    record.other_hashes = file.hashes;
    record.upload_time = upload_time(upstream, file.blob);
    out_.promises.push_back({.path = path, .sha256 = file.blob.sha256});
    add_metadata(record, path);
    add_signature(record, path);
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
    const auto told = std::exchange(record.core_metadata, {});
    if (!told.offered) return;
    const auto whole = path + std::string(kMetadata);
    const auto before = promised(whole);
    auto metadata = offered_metadata(record.filename, told, before);
    if (!metadata && before) {
      if (const auto blob = answers_.blob(*before)) {
        metadata = {*blob, known_of_metadata(record.filename, *before)};
      }
    }
    if (!metadata) return;
    record.core_metadata = {.offered = true,
                            .sha256 = metadata->blob.sha256,
                            .other_hashes = std::move(metadata->hashes)};
    out_.promises.push_back({.path = whole, .sha256 = metadata->blob.sha256});
  }

  std::optional<Checked> offered_metadata(const std::string& filename,
                                          const pypi::CoreMetadata& told,
                                          const std::optional<Sha256>& before) {
    const auto item = cat("pypi/", filename, kMetadata);
    const bool accepted = answers_.accepts_change(item);
    auto blob = told.sha256 ? answers_.blob(*told.sha256) : answers_.arrived(item);
    if (before && told.sha256 && *told.sha256 != *before && !accepted) {
      hold_changed(item, sha256_words(*before), sha256_words(*told.sha256));
      return std::nullopt;
    }
    const bool failed = !blob && accepted;
    if (!blob && !told.sha256 && before) blob = answers_.blob(*before);
    if (!blob) return std::nullopt;
    const bool is_before = before && blob->sha256 == *before;
    auto check = check_hashes(*blob, told.other_hashes, known_of_metadata(filename, blob->sha256),
                              answers_.digests);
    if (!check.wrong) return Checked{*blob, std::move(check.right)};
    if (!failed) refuse(item, *check.wrong, is_before, HeldReason::metadata, {});
    return std::nullopt;
  }

  // What stands on our page was found right when it came there.
  pypi::NamedHashes known_of_metadata(const std::string& filename, const Sha256& sum) const {
    const auto before = published_.find(filename);
    if (before == published_.end() || before->second->core_metadata.sha256 != sum) return {};
    return before->second->core_metadata.other_hashes;
  }

  void add_signature(pypi::FileRecord& record, const std::string& path) {
    if (!record.gpg_sig.value_or(false)) return;
    record.gpg_sig = add_unhashed(record.filename, path, kSignature);
  }

  void add_provenance(pypi::FileRecord& record, const std::string& path) {
    const bool offered = std::exchange(record.provenance, std::nullopt).has_value();
    if (!offered || inputs_.provenance_base.empty()) return;
    if (!add_unhashed(record.filename, path, kProvenance)) return;
    record.provenance = package_url(inputs_.provenance_base, path + std::string(kProvenance));
  }

  // Promises a companion whose checksum nobody names, if it is at hand. Attestations may be added
  // to later; a published file's bytes do not change.
  bool add_unhashed(const std::string& filename, const std::string& path, std::string_view suffix) {
    const auto whole = path + std::string(suffix);
    const auto before = promised(whole);
    const auto blob =
        before ? answers_.blob(*before) : answers_.arrived(cat("pypi/", filename, suffix));
    if (blob) out_.promises.push_back({.path = whole, .sha256 = blob->sha256});
    return blob.has_value();
  }

  const Before* published_as(const std::string& filename) const {
    const auto found = before_.find(filename);
    return found != before_.end() && published_.contains(filename) ? &found->second : nullptr;
  }

  // The bytes that our page promises at a path.
  std::optional<Sha256> promised(const std::string& path) const {
    const auto found = before_.find(std::string(last_part(path)));
    const bool is_there = found != before_.end() && found->second.path == path;
    return is_there ? std::optional(found->second.sha256) : std::nullopt;
  }

  void keep_as_is(const std::string& filename) {
    const auto* record = published_.at(filename);
    out_.page.files.push_back(*record);
    promise_again(filename);
    for (const auto suffix : kCompanions) promise_again(cat(filename, suffix));
  }

  void promise_again(const std::string& name) {
    const auto before = before_.find(name);
    if (before == before_.end()) return;
    out_.promises.push_back({.path = before->second.path, .sha256 = before->second.sha256});
  }

  static std::string sha256_words(const Sha256& sum) { return "sha256 " + sum.hex(); }
  static std::string size_words(std::uint64_t size) { return cat(size, " bytes"); }

  void hold_changed(const std::string& item, std::string published, std::string offered,
                    const std::string& url = {}) {
    hold(item, HeldReason::changed, std::move(published), std::move(offered), url);
  }

  void hold(const std::string& item, HeldReason reason, std::string expected, std::string received,
            const std::string& url) {
    out_.held.push_back({.section = "pypi",
                         .item = item,
                         .reason = reason,
                         .expected = std::move(expected),
                         .received = std::move(received),
                         .url = url,
                         .detail = {}});
  }

  const PageInputs& inputs_;
  const PageAnswers& answers_;
  std::map<std::string, Before> before_;
  std::map<std::string, const pypi::FileRecord*> published_;
  ComposedPage out_;
};

}  // namespace

ComposedPage compose_page(const PageInputs& inputs, const PageAnswers& answers) {
  return Composer(inputs, answers).run();
}

}  // namespace adder::mirror
