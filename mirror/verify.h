#pragma once

#include "base/core/clock.h"
#include "mirror/words/config.h"
#include "mirror/words/report.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace adder::mirror {

struct VerifyOptions {
  bool repair = false;
  int jobs = 0;  // threads; 0: one for each core
};

// Something below root that is not as it should be.
struct Damage {
  std::string path;  // below root
  std::string what;  // "is missing"
  bool mended = false;
  std::string file = {};    // of bytes in the store: the name they are published under
  std::string remedy = {};  // what mended it
};

struct VerifyOutcome {
  std::uint64_t blobs = 0;  // looked at, like all below
  std::uint64_t bytes = 0;  // of the blobs
  std::uint64_t pages = 0;
  std::uint64_t files = 0;  // public paths of packages
  std::uint64_t shown = 0;  // pages and links below public/
  std::uint64_t generations = 0;
  std::vector<Damage> damages;  // by path

  std::uint64_t unmended() const;
};

// Hashes everything that the mirror keeps and everything that it shows, and holds it against the
// ledger.
//
// To look takes no lock and changes nothing; a sync that runs beside it is not taken for damage. To
// repair takes the lock, mends what can be mended with what is at hand, and fetches lost blobs from
// upstream once more; the report hears of those.
Result<VerifyOutcome> verify(const Config& config, const Clock& clock, const VerifyOptions& options,
                             Report& report, std::stop_token stop);

}  // namespace adder::mirror
