#pragma once

#include <string>
#include <string_view>

namespace adder {

// Writes `text` as a JSON string, quotes and all. What is not UTF-8 becomes U+FFFD, so that the
// outcome is always JSON.
void append_json_string(std::string& out, std::string_view text);

std::string json_string(std::string_view text);

}  // namespace adder
