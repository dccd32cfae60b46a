#pragma once

#include "base/core/result.h"

#include <string>
#include <string_view>

namespace adder::mirror {

// The folder that `reference` means in an index that came from `index_url`, with a slash at its
// end; where it says nothing, the one that the index itself is in. Redirects do not count: clients
// do not follow the index to where it came from in the end.
Result<std::string> resolved_folder(std::string_view index_url, std::string_view reference);

}  // namespace adder::mirror
