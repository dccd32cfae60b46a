#pragma once

#include <string>
#include <string_view>

namespace adder::mirror {

// What both halves of a look need: one asks for the list, the other for pages.
inline constexpr std::string_view kSimpleJson = "application/vnd.pypi.simple.v1+json";

inline std::string with_slash(std::string url) {
  if (!url.ends_with('/')) url += '/';
  return url;
}

inline bool is_json(std::string_view content_type) {
  return content_type.find("json") != content_type.npos;
}

}  // namespace adder::mirror
