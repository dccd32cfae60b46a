#pragma once

#include "base/core/result.h"
#include "mirror/store/paths.h"

namespace adder::mirror {

// Whether there is a mirror: one begins with its ledger. `refused` where something was published
// and the ledger is gone: a new one would show what is hidden, and count generations anew.
Result<bool> is_founded(const Paths& paths);

// Whether a root could be made here: the folder it is to lie in is there. A disk that is not
// mounted takes along more than the last folder.
Result<void> expect_parent(const Paths& paths);

}  // namespace adder::mirror
