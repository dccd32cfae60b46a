#pragma once

#include "mirror/pypi/wanted.h"
#include "mirror/words/report.h"

#include <string>
#include <vector>

namespace adder::mirror {

// The lines whose name matches no project there is: wishes first, then exclusions.
struct UnmatchedLine {
  const Place* place;
  const std::string* text;
  std::string word;  // to look for the nearest name to; empty where the line is an expression
};
std::vector<UnmatchedLine> unmatched_lines(const ClosureState& state);

// One for each line that matches no project, or no file of any.
std::vector<Warning> line_warnings(const ClosureState& state, const Wanted& wanted);

}  // namespace adder::mirror
