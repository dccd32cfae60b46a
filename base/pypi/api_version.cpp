#include "base/pypi/api_version.h"

#include "base/core/text.h"

#include <algorithm>

namespace adder::pypi {

namespace {

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<void> check_api_version(std::string_view version) {
  const auto dot = version.find('.');
  const auto minor = dot == version.npos ? std::string_view("0") : version.substr(dot + 1);
  if (version.substr(0, dot) == "1" && is_number(minor)) return {};
  return Error(Error::Kind::corrupt,
               cat("the page is of API version '", printable(version), "', adder understands 1.x"));
}

}  // namespace adder::pypi
