#pragma once

#include "base/core/result.h"
#include "mirror/conda/offers.h"
#include "mirror/conda/subdir_draft.h"
#include "mirror/conda/subdir_work.h"
#include "mirror/store/store.h"

#include <functional>
#include <string>
#include <string_view>

namespace adder::mirror {

// What stays published though no offer of it is wanted now, by the name of the package.
struct Staying {
  std::function<bool(std::string_view)> package;  // records and files as they are; empty: none
  std::function<bool(std::string_view)> removed;  // files that upstream has removed
};

// Puts together the records of all files that are here: upstream's as it is now, but for what an
// index of ours says itself; and our own where what is published stays.
Result<SubdirDraft> compose_subdir(const Store& store, const Offers& offers, SubdirWork& work,
                                   const HiddenNames& hidden, const Staying& staying);

}  // namespace adder::mirror
