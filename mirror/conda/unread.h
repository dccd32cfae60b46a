#pragma once

#include "base/core/result.h"
#include "mirror/conda/examine.h"
#include "mirror/conda/offers.h"
#include "mirror/conda/subdir_work.h"
#include "mirror/store/store.h"

#include <functional>

namespace adder::mirror {

// Tells of the wanted files that are in the next index and have not been read yet. Wheels carry
// nothing that a channel tells of.
Result<void> find_unread(const Store& store, const Offers& offers, SubdirWork& work,
                         const std::function<void(WantedFile&, HeldPackage)>& tell);

}  // namespace adder::mirror
