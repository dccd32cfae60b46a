#pragma once

#include <string>
#include <string_view>

namespace adder {

// A URL fit to be shown: the user name, password, query, fragment and path token in it replaced by
// ***. Also for what is nearly one: a proxy without its scheme, a password that nobody encoded. Any
// other text stays as it is.
std::string masked(std::string_view text);

// Conda servers take a token as a part of the path: /t/<token>/channel.
std::string without_path_token(std::string path);

}  // namespace adder
