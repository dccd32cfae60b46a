#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace adder::io {

// Unpacks a raw deflate stream that is exactly `packed` long and gives exactly `size` bytes;
// nothing when it is broken, shorter or longer. Takes memory for `size` bytes and no more.
std::optional<std::string> inflate_exactly(std::string_view packed, std::size_t size);

std::uint32_t crc32_of(std::string_view bytes);

}  // namespace adder::io
