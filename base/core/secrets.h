#pragma once

#include <string>
#include <string_view>

namespace adder {

// A URL fit to be shown: the user name, password, query and path token in it replaced by ***. Any
// other text stays as it is.
std::string masked(std::string_view text);

}  // namespace adder
