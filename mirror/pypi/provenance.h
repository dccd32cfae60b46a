#pragma once

#include <string_view>

namespace adder::mirror {

// Whether the text may be the provenance of a file: a JSON object, whatever version of PEP 740 its
// keys are from. Nothing hashes a provenance: a page that asks people to log in comes as readily.
bool is_provenance(std::string_view text);

}  // namespace adder::mirror
