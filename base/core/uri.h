#pragma once

#include "base/core/result.h"

#include <string>
#include <string_view>

namespace adder {

// What `reference` means in a document that came from `base` (RFC 3986, 5.2, strict): dots are
// resolved, percent-encoding stays as it came. An error where base has no scheme or where a control
// character, a space or a byte beyond ASCII shows that this is no URI.
Result<std::string> resolve_reference(std::string_view base, std::string_view reference);

// Everything but letters, digits and -._~ becomes %XX: for one segment of a path.
std::string percent_encode(std::string_view text);

}  // namespace adder
