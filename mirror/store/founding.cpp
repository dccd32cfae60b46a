#include "mirror/store/founding.h"

#include "base/core/text.h"
#include "base/io/folder.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

// The newest generation that has a manifest; 0: none has.
Result<int> newest_manifest(const Paths& paths) {
  int newest = 0;
  const auto look = [&](const fs::directory_entry& entry) -> Result<void> {
    const auto name = entry.path().filename().native();
    int number = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
    const bool is_number = problem == std::errc() && end == name.data() + name.size();
    if (is_number) newest = std::max(newest, number);
    return {};
  };
  TRY(io::each_entry(paths.generations(), look));
  return newest;
}

bool is_there(const fs::path& path) {
  std::error_code unknown;
  return fs::exists(fs::symlink_status(path, unknown));
}

// An empty file is what is left of a ledger where a disk was full.
bool has_ledger(const Paths& paths) {
  std::error_code missing;
  const auto size = fs::file_size(paths.ledger(), missing);
  return !missing && size > 0;
}

Error ledger_is_gone(const Paths& paths, int newest) {
  const auto what = newest > 0 ? cat("generation ", newest) : std::string("pages");
  return {Error::Kind::refused,
          cat("'", paths.root.native(), "' has published ", what, ", but its ledger.db is gone"),
          "restore ledger.db from a backup; to begin anew (hidden packages will be visible again), "
          "move 'store/generations' and 'public' away"};
}

}  // namespace

Result<bool> is_founded(const Paths& paths) {
  // Looked for before the ledger is: a first sync beside us makes the ledger first.
  TRY_ASSIGN(const auto newest, newest_manifest(paths));
  const bool has_pages =
      is_there(paths.published() / "pypi") || is_there(paths.published() / "conda");
  if (has_ledger(paths)) return true;
  if (newest > 0 || has_pages) return ledger_is_gone(paths, newest);
  return is_there(paths.ledger());
}

Result<void> expect_parent(const Paths& paths) {
  auto root = fs::absolute(paths.root).lexically_normal();
  if (!root.has_filename()) root = root.parent_path();
  std::error_code unknown;
  const auto kind = fs::status(root.parent_path(), unknown).type();
  if (kind != fs::file_type::not_found) return {};
  return Error(Error::Kind::io, cat("'", root.parent_path().native(), "' does not exist"),
               "is the disk mounted?");
}

}  // namespace adder::mirror
