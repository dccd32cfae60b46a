#include "mirror/store/blob_files.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "mirror/store/copy_in.h"
#include "mirror/store/inspection.h"

#include <filesystem>
#include <system_error>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSelect = "SELECT sha256, size, blake2b FROM blob ";

}  // namespace

Result<std::vector<Blob>> BlobFiles::next(const Blob* last) const {
  TRY_ASSIGN(auto rows,
             store_.ledger().prepare(cat(kSelect, "WHERE sha256 > ?1 ORDER BY sha256 LIMIT 500")));
  if (last != nullptr) {
    rows.bind(1, last->sha256);
  } else {
    rows.bind_blob(1, "");
  }
  std::vector<Blob> blobs;
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    blobs.push_back({.sha256 = rows.digest<Sha256>(0),
                     .blake2b = rows.digest<Blake2b>(2),
                     .size = static_cast<std::uint64_t>(rows.number(1))});
    TRY_ASSIGN(more, rows.step());
  }
  return blobs;
}

std::optional<std::string> BlobFiles::trouble(const Blob& blob) const {
  const auto file = store_.paths().blob(blob.sha256);
  const auto digests = io::digests_of_file(file);
  if (!digests) return trouble_with(digests.error());
  if (digests->sha256 != blob.sha256) return std::string(kOtherBytes);
  std::error_code failed;
  if (fs::file_size(file, failed) != blob.size) return "the ledger has another size for it";
  if (digests->blake2b != blob.blake2b) return "the ledger has another BLAKE2b for it";
  return std::nullopt;
}

Result<bool> BlobFiles::is_promised(const Blob& blob) const {
  TRY_ASSIGN(const auto known, find_blob(store_, blob.sha256));
  return known.has_value();
}

std::string BlobFiles::path(const Blob& blob) {
  return "store/blobs/sha256/" + Paths::spread(blob.sha256);
}

Result<void> BlobFiles::mend(const Blob& blob) const {
  const auto digests = io::digests_of_file(store_.paths().blob(blob.sha256));
  if (digests && digests->sha256 == blob.sha256) {
    std::error_code failed;
    return correct({.sha256 = blob.sha256,
                    .blake2b = digests->blake2b,
                    .size = fs::file_size(store_.paths().blob(blob.sha256), failed)});
  }
  TRY_ASSIGN(const auto public_paths, paths_of_blob(store_, blob.sha256));
  if (!public_paths.empty()) return copy_back(blob, public_paths);
  TRY(forget_blob(store_, blob.sha256));
  TRY(io::remove_file(store_.paths().blob(blob.sha256)));
  return {};
}

Result<void> BlobFiles::correct(const Blob& blob) const {
  TRY_ASSIGN(auto row,
             store_.ledger().prepare("UPDATE blob SET size = ?2, blake2b = ?3 WHERE sha256 = ?1"));
  row.bind(1, blob.sha256).bind(2, static_cast<std::int64_t>(blob.size)).bind(3, blob.blake2b);
  TRY(row.run());
  return {};
}

// Where public/ could not hold second names, it holds copies.
Result<void> BlobFiles::copy_back(const Blob& blob,
                                  const std::vector<std::string>& public_paths) const {
  for (const auto& path : public_paths) {
    const auto copy = store_.paths().published() / path;
    const auto digests = io::digests_of_file(copy);
    if (!digests || digests->sha256 != blob.sha256) continue;
    TRY(take_in_copy(store_, copy));
    return {};
  }
  return {};
}

Result<std::vector<std::string>> paths_of_blob(const Store& store, const Sha256& sum) {
  std::vector<std::string> paths;
  TRY_ASSIGN(auto rows,
             store.ledger().prepare("SELECT DISTINCT path FROM promise WHERE sha256 = ?1"));
  rows.bind(1, sum);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    paths.push_back(rows.text(0));
    TRY_ASSIGN(more, rows.step());
  }
  return paths;
}

}  // namespace adder::mirror
