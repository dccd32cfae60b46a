#pragma once

#include "base/pypi/project_name.h"
#include "mirror/pypi/selection.h"
#include "mirror/pypi/why.h"
#include "mirror/store/store.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace adder::mirror {

// Why each project is wanted, as the last sync found it.
Result<ReasonsByProject> known_reasons(const Store& store);

// Replaces the reasons of these projects; where `all`, also of every other one.
enum class Replace { these, all };
Result<void> remember_reasons(const Store& store,
                              const std::map<pypi::ProjectName, Selection>& wanted,
                              Replace replace);

}  // namespace adder::mirror
