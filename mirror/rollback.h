#pragma once

#include "base/core/clock.h"
#include "mirror/words/config.h"
#include "mirror/words/report.h"

#include <optional>
#include <string>

namespace adder::mirror {

enum class AfterRollback { freeze, keep_syncing };

// Publishes the indexes of generation `number` once more, as a new generation and without network.
// What is hidden stays hidden. Unless told otherwise, no sync publishes anything after it until
// release(). The new generation, or nothing when that is what is published already.
Result<std::optional<int>> rollback(const Config& config, const Clock& clock, int number,
                                    AfterRollback after, const std::string& note, Report& report);

// Lets syncs publish again. False when they could all along.
Result<bool> release(const Config& config, const Clock& clock);

}  // namespace adder::mirror
