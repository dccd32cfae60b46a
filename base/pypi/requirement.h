#pragma once

#include "base/core/result.h"
#include "base/pypi/marker.h"
#include "base/pypi/project_name.h"
#include "base/pypi/specifier.h"

#include <string>
#include <string_view>
#include <vector>

namespace adder::pypi {

// A PEP 508 requirement: requests[socks] >=2.20,<3 ; python_version < "3.12". Also the old form
// with parentheses, as Requires-Dist of long ago has it: requests (>=2.20).
struct Requirement {
  ProjectName name;
  std::vector<std::string> extras;  // normalised, sorted, each once
  SpecifierSet specifier;
  std::string url;  // "name @ url": then there is no specifier
  Marker marker;

  static Result<Requirement> parse(std::string_view text);
};

}  // namespace adder::pypi
