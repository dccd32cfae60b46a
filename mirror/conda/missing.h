#pragma once

#include "mirror/conda/choice.h"
#include "mirror/conda/offers.h"
#include "mirror/lists/conda_wish.h"
#include "mirror/words/gap.h"

#include <functional>
#include <string_view>
#include <vector>

namespace adder::mirror {

// What wanted records depend on that no wanted record satisfies where they would look for it: by
// dependent, then package, then requirement. The offers hold all that is wanted, with dependencies;
// `exists` says whether the channel has a package of that name at all.
std::vector<Gap> missing_dependencies(const CondaRequestList& list, const Offers& offers,
                                      const CondaChoice& choice,
                                      const std::function<bool(std::string_view)>& exists);

}  // namespace adder::mirror
