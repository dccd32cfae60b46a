#pragma once

#include "base/core/result.h"
#include "mirror/conda/offers.h"
#include "mirror/conda/subdir_work.h"
#include "mirror/store/blobs.h"
#include "mirror/store/store.h"
#include "mirror/words/held.h"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace adder::mirror {

// What judging asks of the run.
struct Arrivals {
  const std::set<std::string>& held;            // items that did not arrive, or are no good
  const std::map<std::string, Blob>& unsummed;  // by item: arrived without a promised sha256
  std::function<bool(const std::string&)> accepts_change;
  std::function<void(Held)> hold;
};

// Says of every wanted file whether it is in the next index, and with which bytes. A file that is
// published stays as it is, whatever upstream offers in its place.
Result<void> judge(const Store& store, const Offers& offers, SubdirWork& work,
                   const Arrivals& arrivals);

}  // namespace adder::mirror
