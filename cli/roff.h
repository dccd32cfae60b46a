#pragma once

#include <string>
#include <string_view>

namespace adder::cli {

// Fit for a line of roff: what it would take for a command or for typography is escaped.
std::string roff(std::string_view text);

// The same for a piece that does not begin a line.
std::string roff_piece(std::string_view text);

}  // namespace adder::cli
