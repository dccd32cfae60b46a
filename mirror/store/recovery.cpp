#include "mirror/store/recovery.h"

#include "base/io/file.h"
#include "base/io/folder.h"
#include "mirror/store/gc.h"
#include "mirror/store/publication.h"
#include "mirror/store/strays.h"

#include <string>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

// A neighbour of status.json that was on its way to replace it. Other files with a dot are the
// admin's.
bool is_draft(const std::string& name) {
  return name.starts_with(".status.json.") || name.starts_with(".metrics.prom.");
}

// Partial downloads stay: they go on where they stopped.
Result<void> remove_drafts(const Store& store) {
  TRY(io::remove_file(store.paths().incoming() / "page"));
  TRY(io::remove_file(store.paths().incoming() / "link"));
  return io::each_entry(store.paths().published(),
                        [](const fs::directory_entry& entry) -> Result<void> {
                          if (!is_draft(entry.path().filename().native())) return {};
                          TRY(io::remove_file(entry.path()));
                          return {};
                        });
}

}  // namespace

Result<void> recover(const Store& store) {
  TRY_ASSIGN(const auto unfinished, store.ledger().number(kUnfinished));
  TRY(finish_switch(store));
  TRY(finish_removal(store));
  if (!unfinished) return {};
  TRY(remove_drafts(store));
  return each_stray(store, [&](const Stray& stray) { return clear_away(store, stray); });
}

}  // namespace adder::mirror
