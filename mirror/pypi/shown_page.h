#pragma once

#include "base/pypi/file_record.h"
#include "mirror/pypi/compose.h"
#include "mirror/store/publication.h"

#include <set>
#include <string>
#include <vector>

namespace adder::mirror {

// What is left of a page when these names are hidden; the name, the meta and the status stay.
ComposedPage without_hidden(ComposedPage page, const std::set<std::string, std::less<>>& hidden);

// HTML and JSON of it, for the generation that publishes it.
std::vector<Page> draw_project(const pypi::ProjectPage& page, int generation);

}  // namespace adder::mirror
