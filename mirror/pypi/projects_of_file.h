#pragma once

#include "base/pypi/project_name.h"
#include "mirror/store/store.h"

#include <set>
#include <string>

namespace adder::mirror {

// Whose file this is, now or in an older generation, hidden or not. Two projects may name the same
// one.
Result<std::set<pypi::ProjectName>> projects_of_file(const Store& store, const std::string& name);

}  // namespace adder::mirror
