#pragma once

#include "base/core/result.h"
#include "mirror/conda/index_files.h"
#include "mirror/conda/record_spool.h"
#include "mirror/store/store.h"

namespace adder::mirror {

// What run_exports.json says of the records: what their packages carry, and where we have not
// looked into one, what upstream's record says of it. The records are in their last order.
Result<RunExportsOf> run_exports_of(const Store& store, RecordSpool& records);

}  // namespace adder::mirror
