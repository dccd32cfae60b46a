#pragma once

#include <string>
#include <string_view>

namespace adder::io {

// As `gzip -n` would: no name, no time, so the same text gives the same bytes.
std::string gzip(std::string_view text);

}  // namespace adder::io
