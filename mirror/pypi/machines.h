#pragma once

#include "base/pypi/file_name.h"
#include "base/pypi/marker.h"
#include "base/pypi/target.h"
#include "mirror/pypi/bits.h"
#include "mirror/words/config.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// The kinds of machines that dependencies are wanted for: every Python of every configured
// environment is one. The answers are sets of them.
class Machines {
 public:
  explicit Machines(std::span<const Environment> environments);

  std::size_t size() const { return machines_.size(); }

  // Where an installer takes a wheel with these tags.
  Bits that_take(const pypi::WheelTags& tags) const;

  // Where some release of the Python satisfies Requires-Python; empty or no specifier: everywhere.
  Bits that_satisfy(const std::string& requires_python) const;

  // Where a marker is true for somebody who asked for this extra, or for none.
  Bits where(const pypi::Marker& marker, std::string_view extra = {}) const;

 private:
  struct Machine {
    pypi::Target target;
    pypi::MarkerEnvironment markers;
    std::size_t python = 0;  // its number in a PythonSet
  };
  std::vector<Machine> machines_;
};

}  // namespace adder::mirror
