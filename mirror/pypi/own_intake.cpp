#include "mirror/pypi/own_intake.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "mirror/pypi/own_folder.h"
#include "mirror/store/blobs.h"
#include "mirror/store/copy_in.h"

#include <utility>

namespace adder::mirror {

namespace fs = std::filesystem;

OwnIntake::OwnIntake(const Store& store, Purpose purpose, std::span<const OwnFile> known)
    : store_(store), purpose_(purpose), settler_(store.paths(), Settler::Schedule::inline_only) {
  for (const auto& file : known) known_.emplace(file.path, &file);
}

Result<std::optional<OwnFile>> OwnIntake::read(const fs::path& path) {
  const auto fd = open_own(path);
  // Without a stamp it is read again next time.
  if (!fd) return std::optional(named({.path = path, .problem = fd.error().words()}));
  if (!*fd) return std::optional<OwnFile>();
  TRY_ASSIGN(const auto stamp, stamp_of(**fd, path));
  if (const auto known = known_.find(path); known != known_.end()) {
    TRY_ASSIGN(const auto good, is_still_good(*known->second, stamp));
    if (good) return std::optional(*known->second);
  }
  TRY_ASSIGN(auto file, read(path, **fd, stamp));
  return std::optional(named(std::move(file)));
}

// Whom a file belongs to is known, or guessed, also when its inside cannot tell: that name is not
// asked for upstream.
OwnFile OwnIntake::named(OwnFile file) const {
  if (file.problem.empty()) return file;
  const auto known = known_.find(file.path);
  if (known != known_.end() && !known->second->project.empty()) {
    file.project = known->second->project;
  } else if (file.project.empty()) {
    const auto project = project_by_name(file.name());
    if (project) file.project = project->text();
  }
  return file;
}

Result<bool> OwnIntake::is_still_good(const OwnFile& known, const FileStamp& stamp) const {
  if (known.stamp != stamp) return false;
  if (purpose_ == Purpose::look || !known.problem.empty()) return true;
  TRY_ASSIGN(const auto here, is_here(known.sha256));
  if (!here || !known.metadata) return here;
  return is_here(*known.metadata);
}

Result<OwnFile> OwnIntake::read(const fs::path& path, const io::Fd& fd, const FileStamp& stamp) {
  OwnFile file{.path = path, .stamp = stamp};
  TRY_ASSIGN(auto facts, purpose_ == Purpose::look ? look_at(file) : take_in(file, fd));
  if (facts.project) file.project = facts.project->text();
  file.requires_python = std::move(facts.requires_python);
  file.requires_dist = std::move(facts.requires_dist);
  file.problem = std::move(facts.problem);
  if (facts.metadata) file.metadata = io::sha256_of(*facts.metadata);
  TRY_ASSIGN(const auto now, stamp_of(fd, path));
  if (now != stamp) {
    file.stamp = {};
    file.problem = "it was written to while it was being read";
  }
  return file;
}

Result<OwnFacts> OwnIntake::look_at(OwnFile& file) const {
  const auto digests = io::digests_of_file(file.path);
  if (!digests) return OwnFacts{.problem = digests.error().words()};
  file.sha256 = digests->sha256;
  return facts_of(file.name(), file.path);
}

Result<OwnFacts> OwnIntake::take_in(OwnFile& file, const io::Fd& fd) {
  auto arrival = copy_in(store_, fd, file.path);
  if (!arrival && arrival.error().kind() == Error::Kind::corrupt) {
    file.stamp = {};
    return OwnFacts{.problem = arrival.error().words()};
  }
  if (!arrival) return std::move(arrival).error();
  file.sha256 = arrival->blob.sha256;
  auto facts = facts_of(file.name(), arrival->draft);
  TRY_ASSIGN(const auto here, is_here(file.sha256));
  if (here || !facts.problem.empty()) {
    TRY(io::remove_file(arrival->draft));
  } else {
    TRY(add(*std::move(arrival)));
  }
  if (!facts.metadata) return facts;
  TRY_ASSIGN(const auto metadata_here, is_here(io::sha256_of(*facts.metadata)));
  if (metadata_here) return facts;
  TRY_ASSIGN(auto metadata, write_in(store_, *facts.metadata));
  TRY(add(std::move(metadata)));
  return facts;
}

Result<bool> OwnIntake::is_here(const Sha256& sum) const {
  if (added_.contains(sum)) return true;
  TRY_ASSIGN(const auto known, find_blob(store_, sum));
  return known.has_value();
}

Result<void> OwnIntake::add(Settler::Arrival arrival) {
  added_.insert(arrival.blob.sha256);
  settler_.add(std::move(arrival));
  TRY_ASSIGN(const auto durable, settler_.take());
  return enter_blobs(store_, durable);
}

Result<void> OwnIntake::finish() {
  settler_.finish();
  TRY_ASSIGN(const auto durable, settler_.take());
  return enter_blobs(store_, durable);
}

}  // namespace adder::mirror
