#pragma once

#include "mirror/sync.h"
#include "mirror/words/section.h"

#include <memory>
#include <string>
#include <vector>

namespace adder::mirror {

// What the command line says, with sections by their full names: `conda-forge` is
// conda/conda-forge. `invalid` when it names a section that there is not.
Result<SyncOptions> understood(const Config& config, SyncOptions options);

// The sections that take part: all, or the one that was asked for.
std::vector<std::unique_ptr<Section>> open_sections(const SectionContext& context,
                                                    const Requests& requests);

// Of those, the ones that know a package that was asked for by name; all, when none was. `invalid`
// when nobody knows one: names nobody has a wish for are a slip of the fingers.
Result<void> leave_those_asked_for(std::vector<std::unique_ptr<Section>>& sections,
                                   const SyncOptions& options);

}  // namespace adder::mirror
