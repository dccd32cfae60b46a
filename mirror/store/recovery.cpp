#include "mirror/store/recovery.h"

#include "base/io/file.h"
#include "base/io/folder.h"
#include "mirror/store/gc.h"
#include "mirror/store/hidden.h"
#include "mirror/store/publication.h"
#include "mirror/store/strays.h"

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

// Partial downloads stay: they go on where they stopped.
Result<void> remove_draft(const fs::directory_entry& entry) {
  const auto end = entry.path().extension();
  if (end == ".part" || end == ".etag") return {};
  TRY(io::remove_file(entry.path()));
  return {};
}

// A neighbour of status.json that was on its way to replace it. Other files with a dot are the
// admin's.
Result<void> remove_public_draft(const fs::directory_entry& entry) {
  const auto name = entry.path().filename().native();
  if (!name.starts_with(".status.json.") && !name.starts_with(".metrics.prom.")) return {};
  TRY(io::remove_file(entry.path()));
  return {};
}

}  // namespace

Result<void> recover(const Store& store) {
  TRY_ASSIGN(const auto unfinished, store.ledger().number(kUnfinished));
  TRY(finish_switch(store));
  TRY(finish_removal(store));
  if (!unfinished) return {};
  TRY(io::each_entry(store.paths().incoming(), remove_draft));
  TRY(io::each_entry(store.paths().published(), remove_public_draft));
  TRY(each_stray(store, [&](const Stray& stray) { return clear_away(store, stray); }));
  // Showing something again begins with its files, hiding it ends with them.
  TRY(conceal_files(store));
  return io::sync_file_system(store.paths().root);
}

}  // namespace adder::mirror
