#pragma once

#include <string>
#include <string_view>

namespace adder {

// Writes `text` so that it is text and nothing else in HTML: between tags and in quoted attributes.
void append_html(std::string& out, std::string_view text);

}  // namespace adder
