#pragma once

#include "mirror/store/publication.h"

#include <set>
#include <string>

namespace adder::mirror {

// Publishes the list of all projects that have a page and are not hidden.
Result<void> put_project_list(const Store& store, Publication& publication,
                              const std::set<std::string, std::less<>>& hidden);

}  // namespace adder::mirror
