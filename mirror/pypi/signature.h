#pragma once

#include <string_view>

namespace adder::mirror {

// Whether the text may be the detached signature of a file, as PGP armours it. Nothing hashes it: a
// page that asks people to log in comes as readily.
bool is_signature(std::string_view text);

}  // namespace adder::mirror
