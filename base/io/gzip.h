#pragma once

#include "base/core/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace adder::io {

// As `gzip -n` would: no name, no time, so the same text gives the same bytes.
std::string gzip(std::string_view text);

// The text of exactly one gzip member, with nothing behind it, that is at most `most` bytes long.
Result<std::string> gunzip(std::string_view packed, std::size_t most);

}  // namespace adder::io
