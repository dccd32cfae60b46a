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
  std::vector<std::string> extras = {};  // normalised, sorted, each once
  SpecifierSet specifier = {};
  std::string url = {};  // "name @ url": then there is no specifier
  Marker marker = {};

  // Refuses what is longer than 64 KiB.
  static Result<Requirement> parse(std::string_view text);

  std::string text() const;  // the normal form; parsing it gives the same requirement
};

}  // namespace adder::pypi
