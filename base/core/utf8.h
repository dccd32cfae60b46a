#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace adder {

// The length of the UTF-8 character at the front, or 0 where there is no whole and valid one.
std::size_t utf8_character(std::string_view text);

// Where the first byte stands that is not part of a valid character; nothing: all is well.
std::optional<std::size_t> find_bad_utf8(std::string_view text);

// `code` is a Unicode scalar value: at most 0x10FFFF and no surrogate.
void append_utf8(std::string& out, std::uint32_t code);

}  // namespace adder
