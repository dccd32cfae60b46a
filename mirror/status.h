#pragma once

#include "base/documents/status.h"
#include "mirror/store/store.h"

namespace adder::mirror {

// How the mirror is, from the ledger alone.
Result<documents::Status> describe_status(const Store& store);

// Writes public/status.json and public/metrics.prom. They tell of the last run, so they belong to
// no generation.
Result<void> write_status_files(const Store& store);

// What the sections of the last runs were like.
Result<void> note_section(const Store& store, const std::string& section, bool ok);
Result<void> note_run(const Store& store, const documents::Status::Run& run);

}  // namespace adder::mirror
