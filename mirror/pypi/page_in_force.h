#pragma once

#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"
#include "mirror/store/store.h"
#include "mirror/words/config.h"

#include <optional>

namespace adder::mirror {

// The page that the last sync went by, as far as the ledger can tell: the centre's own, or
// upstream's together with what is published and upstream no longer has.
Result<std::optional<pypi::ProjectPage>> page_in_force(const Store& store, const PypiConfig& config,
                                                       const pypi::ProjectName& project);

}  // namespace adder::mirror
