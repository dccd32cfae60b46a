#pragma once

#include <string>
#include <vector>

namespace adder::mirror {

// Why a package's files are wanted: the line that asks for it, or the package that depends on it.
struct Because {
  std::string wish;         // "requests/pypi.list:3: scipy +deps"; empty: a dependency
  std::string dependent;    // "scipy 1.11.0"
  std::string requirement;  // "numpy>=1.21"
  friend auto operator<=>(const Because&, const Because&) = default;
};

// A way from something wanted to the line that started it: each step says why the dependent of the
// step before is wanted, in the version that was named there. The last one is a line.
using Chain = std::vector<Because>;

}  // namespace adder::mirror
