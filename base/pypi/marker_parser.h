#pragma once

#include "base/core/result.h"
#include "base/core/scanner.h"
#include "base/pypi/marker_node.h"

#include <string_view>

namespace adder::pypi {

// Reads a marker by the grammar of PEP 508: `and` binds tighter than `or`.
class MarkerParser {
 public:
  explicit MarkerParser(std::string_view text) : scan_(text) {}

  Result<Marker::Node> parse();

 private:
  using Node = Marker::Node;
  using Step = Result<Node> (MarkerParser::*)();

  Result<Node> any_of();
  Result<Node> all_of();
  Result<Node> joined(Node::Kind kind, std::string_view keyword, Step step);
  Result<Node> term();
  Result<Node> nested();
  Result<Node> comparison();
  Result<Node::Operand> operand();
  Result<Node::Operand> quoted_text(char quote);
  Result<Node::Operand> variable();
  Result<std::string> comparator();
  bool take_keyword(std::string_view word);
  Error expected(std::string_view what) const;

  Scanner scan_;
  int depth_ = 0;
};

}  // namespace adder::pypi
