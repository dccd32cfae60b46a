#pragma once

#include "base/core/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace adder {

// Sizes are an integer and optionally B kB MB GB TB KiB MiB GiB TiB; "" is 0.
Result<std::uint64_t> parse_size(std::string_view text);
// A size and "/s"; "" is 0.
Result<std::uint64_t> parse_rate(std::string_view text);
// An integer and one of s m h d w; "" and "0" are 0.
Result<std::chrono::seconds> parse_duration(std::string_view text);

// For people: "0 B", "812 kB", "1.4 GB", "3m 20s".
std::string human_size(std::uint64_t bytes);
std::string human_duration(std::chrono::seconds duration);
// "1 file", "2 files".
std::string human_count(std::uint64_t number, std::string_view noun);

}  // namespace adder
