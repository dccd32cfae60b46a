#pragma once

#include <string>

namespace adder::mirror {

// Where a line stands, as messages and `adder why` name it: requests/pypi.list:12.
struct Place {
  std::string file;
  int line = 0;
};

// Whether a line asks for what it depends on as well.
enum class Dependencies { no, yes };

}  // namespace adder::mirror
