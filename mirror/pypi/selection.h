#pragma once

#include <set>
#include <string>
#include <vector>

namespace adder::mirror {

// Why a project's files are wanted: the line that asks for it, or the package that depends on it.
struct Because {
  std::string wish;         // "requests/pypi.list:3: scipy +deps"; empty: a dependency
  std::string dependent;    // "scipy 1.11.0"
  std::string requirement;  // "numpy>=1.21"
  friend auto operator<=>(const Because&, const Because&) = default;
};

// The files of one project that are wanted, by file name, and why the project is: lines first, then
// dependents, those nearest to a line first.
struct Selection {
  std::set<std::string> files;
  std::vector<Because> because;
};

}  // namespace adder::mirror
