#pragma once

#include "base/core/result.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace adder::pypi {

// What markers may ask for: python_version, sys_platform, platform_machine ... A variable that is
// not in the map is unknown, and a comparison with it counts as true: leaving out a dependency that
// some user needs is worse than mirroring one too many.
using MarkerEnvironment = std::map<std::string, std::string, std::less<>>;

// A PEP 508 environment marker: python_version < "3.8" and extra == "test". Copies are cheap.
class Marker {
 public:
  static Result<Marker> parse(std::string_view text);
  Marker();  // always true

  // `extra` is what the dependent was asked for, normalised; empty: none.
  bool holds(const MarkerEnvironment& environment, std::string_view extra = {}) const;
  bool empty() const { return root_ == nullptr; }
  std::string text() const;

  struct Node;

 private:
  std::shared_ptr<const Node> root_;
};

}  // namespace adder::pypi
