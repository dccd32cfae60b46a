#pragma once

#include "mirror/store/publication.h"
#include "mirror/words/config.h"

#include <vector>

namespace adder::mirror {

// What describes the generation in the making: catalog.json and its parts. Reads every page that
// the generation has, and changes nothing.
Result<std::vector<Page>> draw_site(const Store& store, const Config& config,
                                    const Publication& publication);

// Puts it into the generation, where anything else of it changed or there is no catalog yet.
Result<void> put_site(const Store& store, const Config& config, Publication& publication);
Result<void> put_site(Publication& publication, std::vector<Page> pages);

}  // namespace adder::mirror
