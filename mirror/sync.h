#pragma once

#include "base/core/clock.h"
#include "mirror/lists/conda_wish.h"
#include "mirror/lists/wish.h"
#include "mirror/words/config.h"
#include "mirror/words/plan.h"
#include "mirror/words/report.h"
#include "mirror/words/sync_options.h"

#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace adder::mirror {

// What the admin asks for, read and checked before anything is touched.
struct Requests {
  RequestList pypi;
  std::map<std::string, CondaRequestList> channels;  // by the name of the channel
};

struct SyncOutcome {
  int exit = 0;  // see docs/exit-codes.md
  int generation = 0;
  std::uint64_t held = 0;
  std::uint64_t files = 0;  // fetched in this run
  std::uint64_t bytes = 0;
  struct SectionPlan {
    std::string section;
    Plan plan;
  };
  std::vector<SectionPlan> plans;  // of a dry run
  std::uint64_t disk_after = 0;    // bytes used, of a dry run
  std::uint64_t disk_free_after = 0;
  std::uint64_t rate = 0;  // bytes a second when last seen; 0: never
};

// Brings the mirror up to date with its request lists. The story of a run, from top to bottom.
Result<SyncOutcome> sync(const Config& config, const Requests& requests, const Clock& clock,
                         const SyncOptions& options, Report& report, std::stop_token stop);

}  // namespace adder::mirror
