#pragma once

#include "mirror/store/publication.h"
#include "mirror/words/config.h"

namespace adder::mirror {

// Draws catalog.json, when anything else of the generation changed or there is none yet: it belongs
// to the generation that it describes.
Result<void> put_site(const Store& store, const Config& config, Publication& publication);

}  // namespace adder::mirror
