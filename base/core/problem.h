#pragma once

#include <string>
#include <vector>

namespace adder {

// One thing that is wrong in what a user wrote, and where.
struct Problem {
  std::string file;  // empty: it stands in none
  int line = 0;      // 0: not of one line
  std::string text;

  std::string words() const;  // FILE:LINE: text

  friend bool operator==(const Problem&, const Problem&) = default;
};

// All that is wrong with some input: errors forbid its use, warnings do not.
struct Problems {
  std::vector<Problem> errors;
  std::vector<Problem> warnings;
};

}  // namespace adder
