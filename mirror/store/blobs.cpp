#include "mirror/store/blobs.h"

#include "base/core/text.h"
#include "base/io/file.h"

#include <sys/stat.h>

#include <string>

namespace adder::mirror {

Result<std::optional<Blob>> find_blob(const Store& store, const Sha256& sum) {
  TRY_ASSIGN(auto statement,
             store.ledger().prepare("SELECT size, blake2b FROM blob WHERE sha256 = ?1"));
  TRY_ASSIGN(const auto found, statement.bind(1, sum).step());
  if (!found) return std::optional<Blob>();
  return std::optional(Blob{.sha256 = sum,
                            .blake2b = statement.digest<Blake2b>(1),
                            .size = static_cast<std::uint64_t>(statement.number(0))});
}

namespace {

Result<void> enter(const Store& store, std::span<const Blob> blobs) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare("INSERT OR IGNORE INTO blob VALUES (?1, ?2, ?3, ?4)"));
  row.bind(4, store.now().time_since_epoch().count());
  for (const auto& blob : blobs) {
    row.bind(1, blob.sha256).bind(2, static_cast<std::int64_t>(blob.size));
    TRY(row.bind(3, blob.blake2b).run());
  }
  return {};
}

}  // namespace

Result<void> enter_blobs(const Store& store, std::span<const Blob> blobs) {
  if (blobs.empty()) return {};
  if (store.ledger().database().is_in_transaction()) return enter(store, blobs);
  TRY_ASSIGN(auto transaction, store.ledger().begin());
  TRY(enter(store, blobs));
  return std::move(transaction).commit();
}

Result<void> forget_blob(const Store& store, const Sha256& sum) {
  TRY_ASSIGN(auto blob, store.ledger().prepare("DELETE FROM blob WHERE sha256 = ?1"));
  TRY(blob.bind(1, sum).run());
  TRY_ASSIGN(auto carried, store.ledger().prepare("DELETE FROM conda_carried WHERE sha256 = ?1"));
  TRY(carried.bind(1, sum).run());
  return {};
}

Result<bool> is_blob_at(const Store& store, const Sha256& sum, std::string_view public_path) {
  TRY_ASSIGN(const auto there, store.published().open_for_reading(public_path));
  struct stat found {};
  struct stat blob {};
  if (::fstat(*there, &found) != 0) return io::disk_error("look at", std::string(public_path));
  if (::stat(store.paths().blob(sum).c_str(), &blob) == 0) {
    if (found.st_dev == blob.st_dev && found.st_ino == blob.st_ino) return true;
    if (found.st_size != blob.st_size) return false;
  }
  TRY_ASSIGN(const auto digests, io::digests_of_file(store.paths().published() / public_path));
  return digests.sha256 == sum;
}

Result<void> link_blob(const Store& store, const Sha256& sum, std::string_view public_path) {
  const auto& published = store.published();
  const auto blob = store.paths().blob(sum);
  TRY_ASSIGN(const auto made, published.link(blob, public_path));
  if (made) return {};
  TRY_ASSIGN(const auto right, is_blob_at(store, sum, public_path));
  if (right) return {};
  // By rename: who asks for the path meanwhile gets the one or the other.
  const auto draft = cat(public_path.substr(0, public_path.rfind('/') + 1), ".new");
  TRY(published.remove(draft));
  TRY(published.link(blob, draft));
  return io::rename_file(published.folder() / draft, published.folder() / public_path);
}

}  // namespace adder::mirror
