#pragma once

#include "base/pypi/clause.h"
#include "base/pypi/marker.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adder::pypi {

// A marker as a tree: what its parser builds and its evaluation walks.
struct Marker::Node {
  struct Operand {
    bool is_variable = false;
    std::string text;  // the variable's name of today (os_name for os.name), or the quoted text

    bool is(std::string_view variable) const { return is_variable && text == variable; }
  };

  // left, operator, right.
  struct Comparison {
    Operand left;
    std::string op;  // == != <= >= < > ~= === in, not in
    Operand right;
    std::optional<Clause> clause = {};  // of the operator and a quoted version on the right

    bool mentions(std::string_view variable) const {
      return left.is(variable) || right.is(variable);
    }
  };

  enum class Kind { comparison, all, any };
  Kind kind = Kind::comparison;
  Comparison comparison = {};
  std::vector<Node> parts = {};  // of all, any: two at least
};

}  // namespace adder::pypi
