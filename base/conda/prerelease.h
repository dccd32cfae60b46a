#pragma once

#include "base/conda/version.h"

namespace adder::conda {

// Whether a version comes before the release that it is named for: 1.0a1, 2.0rc2, 3.1.dev0. conda
// orders such versions and has no word for them. A lone letter is none: openssl 1.1.1b, tzdata
// 2024a and jpeg 9b are releases.
bool is_prerelease(const Version& version);

}  // namespace adder::conda
