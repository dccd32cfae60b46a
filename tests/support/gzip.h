#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace adder::testing {

std::string gzip(std::string_view text);

// So many zeros, packed about a thousand to one.
std::string gzip_bomb(std::size_t unpacked_size);

}  // namespace adder::testing
