#pragma once

#include "base/documents/status.h"
#include "mirror/store/store.h"
#include "mirror/words/counts.h"

#include <cstdint>
#include <string>

namespace adder::mirror {

// How the mirror is, from the ledger alone.
Result<documents::Status> describe_status(const Store& store);

// Writes public/status.json and public/metrics.prom. They tell of the last run, so they belong to
// no generation.
Result<void> write_status_files(const Store& store);

// What a channel's section holds. Counting 400,000 files anew takes longer than a run with nothing
// to do, so whoever publishes them notes how many there are, in the transaction of the publication
// and before its commit. A rollback notes again what that generation held.
Result<void> note_counts(const Store& store, const std::string& section, const Counts& counts);
Result<void> note_counts_again(const Store& store, int generation);

// What the last runs found.
Result<void> note_look(const Store& store, const std::string& section, bool ok);
Result<void> note_vanished(const Store& store, const std::string& section, std::uint64_t files);
Result<void> note_run(const Store& store, const documents::Status::Run& run);

}  // namespace adder::mirror
