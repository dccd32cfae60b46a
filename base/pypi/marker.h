#pragma once

#include "base/core/result.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace adder::pypi {

// What markers may ask for: python_version, sys_platform, platform_machine ... A variable that is
// not in the map is unknown, and a comparison with it counts as true: leaving out a dependency that
// some user needs is worse than mirroring one too many. The language has no `not` around an
// expression, so this can only ever make a whole marker true that would be false, never the other
// way round: "unknown or known" and "unknown and known" are true wherever some machine says so.
//
// python_full_version is special: when only python_version is known, a comparison with it is true
// if some patch or prerelease of that python makes it so.
using MarkerEnvironment = std::map<std::string, std::string, std::less<>>;

// A PEP 508 environment marker: python_version < "3.8" and extra == "test". Copies are cheap.
class Marker {
 public:
  // Refuses what is longer than 64 KiB or nested deeper than 64 parentheses.
  static Result<Marker> parse(std::string_view text);
  Marker();  // always true

  // `extra` is what the dependent was asked for; empty: none.
  bool holds(const MarkerEnvironment& environment, std::string_view extra = {}) const;
  bool empty() const { return root_ == nullptr; }
  std::string text() const;  // the normal form; parsing it gives the same marker

  struct Node;

 private:
  explicit Marker(std::shared_ptr<const Node> root) : root_(std::move(root)) {}
  std::shared_ptr<const Node> root_;
};

}  // namespace adder::pypi
