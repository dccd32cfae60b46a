#pragma once

#include "base/core/result.h"
#include "mirror/lists/request_words.h"

#include <string_view>

namespace adder::mirror {

// What lists of every kind say of their filters.

Error bad_value(const Filter& filter, std::string_view expected);
Error not_for_exclusions(std::string_view what);  // "latest="
Result<int> latest_of(const Filter& filter);

}  // namespace adder::mirror
