#include "mirror/pypi/own_copy.h"

#include "mirror/store/copy_in.h"

namespace adder::mirror {

namespace {

Result<bool> copy_file(const Store& store, const OwnFile& file, const Blob& blob) {
  const auto digests = io::digests_of_file(file.path);
  if (!digests || digests->sha256 != blob.sha256) return false;
  TRY_ASSIGN(const auto copied, take_in_copy(store, file.path));
  return copied.sha256 == blob.sha256;
}

Result<bool> copy_metadata(const Store& store, const OwnFile& file, const Blob& blob) {
  const auto facts = facts_of(file.name(), file.path);
  if (!facts.metadata || io::sha256_of(*facts.metadata) != blob.sha256) return false;
  TRY_ASSIGN(const auto arrival, write_in(store, *facts.metadata));
  TRY(settle(store, arrival));
  return true;
}

}  // namespace

Result<bool> copy_from_own(const Store& store, std::span<const OwnFile> files, const Blob& blob) {
  for (const auto& file : files) {
    if (file.sha256 != blob.sha256 && file.metadata != blob.sha256) continue;
    TRY_ASSIGN(const auto copied, file.sha256 == blob.sha256 ? copy_file(store, file, blob)
                                                             : copy_metadata(store, file, blob));
    if (copied) return true;
  }
  return false;
}

}  // namespace adder::mirror
