#pragma once

#include "base/documents/status.h"
#include "mirror/store/store.h"

#include <cstdint>
#include <string>

namespace adder::mirror {

// How the mirror is, from the ledger alone.
Result<documents::Status> describe_status(const Store& store);

// Writes public/status.json and public/metrics.prom. They tell of the last run, so they belong to
// no generation.
Result<void> write_status_files(const Store& store);

// What the last runs found.
Result<void> note_look(const Store& store, const std::string& section, bool ok);
Result<void> note_vanished(const Store& store, const std::string& section, std::uint64_t files);
Result<void> note_run(const Store& store, const documents::Status::Run& run);

}  // namespace adder::mirror
