#pragma once

#include "mirror/words/because.h"

#include <set>
#include <string>
#include <vector>

namespace adder::mirror {

// The files of one project that are wanted, by file name, and why the project is: lines first, then
// dependents, those nearest to a line first.
struct Selection {
  std::set<std::string> files;
  std::vector<Because> because;
};

}  // namespace adder::mirror
