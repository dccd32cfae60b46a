#pragma once

#include "mirror/sync.h"

#include <string>

namespace adder::cli {

// The plan of a dry run, for people and as one JSON object.
std::string plan_text(const mirror::SyncOutcome& outcome);
std::string plan_json(const mirror::SyncOutcome& outcome);

}  // namespace adder::cli
