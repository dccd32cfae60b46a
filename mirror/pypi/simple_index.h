#pragma once

#include "base/net/url.h"

#include <string>
#include <string_view>

namespace adder::mirror {

// What both halves of a look need: one asks for the list, the other for pages.
inline constexpr std::string_view kSimpleJson = "application/vnd.pypi.simple.v1+json";

// Where the pages of an index begin. Credentials are no part of that: a new password makes no new
// index, and what we remember of one holds none.
inline std::string index_base(std::string_view upstream) {
  const auto url = net::parse_url(upstream);
  auto base = url ? url->public_part() : std::string(upstream);
  if (!base.ends_with('/')) base += '/';
  return base;
}

inline bool is_json(std::string_view content_type) {
  return content_type.find("json") != content_type.npos;
}

}  // namespace adder::mirror
