#include "mirror/store/public_files.h"

#include "mirror/store/blobs.h"
#include "mirror/store/hidden.h"
#include "mirror/store/inspection.h"
#include "mirror/store/recovery.h"

namespace adder::mirror {

Result<std::vector<PublicFiles::Thing>> PublicFiles::next(const Thing* last) const {
  TRY_ASSIGN(const auto hidden, hidden_names(store_));
  // Where a path was promised more than once, the last promise holds, unless it is hidden.
  TRY_ASSIGN(auto rows, store_.ledger().prepare(
                            "SELECT path, sha256, unit, max(since) FROM promise WHERE path > ?1 "
                            "GROUP BY path ORDER BY path LIMIT 500"));
  rows.bind(1, last == nullptr ? "" : last->path);
  std::vector<Thing> files;
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    Thing file{.path = rows.text(0), .sha256 = rows.digest<Sha256>(1)};
    if (is_hidden(hidden, rows.bytes(2), file.path)) {
      TRY_ASSIGN(file.sha256, shown_at(store_, hidden, file.path));
    }
    files.push_back(std::move(file));
    TRY_ASSIGN(more, rows.step());
  }
  return files;
}

std::optional<std::string> PublicFiles::trouble(const Thing& file) const {
  if (!file.sha256) {
    const auto there = store_.published().exists(file.path);
    if (there && !*there) return std::nullopt;
    return "is hidden, and yet it can be fetched";
  }
  const auto right = is_blob_at(store_, *file.sha256, file.path);
  if (!right) return trouble_with(right.error());
  if (!*right) return std::string(kOtherBytes);
  return std::nullopt;
}

Result<bool> PublicFiles::is_promised(const Thing& file) const {
  TRY_ASSIGN(auto row, store_.ledger().prepare("SELECT 1 FROM promise WHERE path = ?1"));
  TRY_ASSIGN(const auto known, row.bind(1, file.path).step());
  if (!known) return false;
  // Who hides something says so first, and then takes it away.
  TRY_ASSIGN(const auto unfinished, store_.ledger().number(kUnfinished));
  if (!file.sha256 && unfinished && company_ == Company::perhaps_others) return false;
  TRY_ASSIGN(const auto hidden, hidden_names(store_));
  TRY_ASSIGN(const auto shown, shown_at(store_, hidden, file.path));
  return shown == file.sha256;
}

Result<void> PublicFiles::mend(const Thing& file) const {
  if (!file.sha256) {
    TRY(store_.published().remove(file.path));
    return {};
  }
  TRY_ASSIGN(const auto digests, io::digests_of_file(store_.paths().blob(*file.sha256)));
  // Better nothing new there than bytes that are not the promised ones.
  if (digests.sha256 != *file.sha256) return {};
  return link_blob(store_, *file.sha256, file.path);
}

}  // namespace adder::mirror
