#include "base/pypi/marker_parser.h"

#include "base/core/text.h"

#include <algorithm>
#include <utility>

namespace adder::pypi {

namespace {

constexpr std::size_t kLongest = 65536;
constexpr int kDeepest = 64;

// As written, and as it is called today. The dotted ones are from before PEP 508.
constexpr std::pair<std::string_view, std::string_view> kVariables[] = {
    {"os_name", "os_name"},
    {"sys_platform", "sys_platform"},
    {"platform_machine", "platform_machine"},
    {"platform_python_implementation", "platform_python_implementation"},
    {"platform_release", "platform_release"},
    {"platform_system", "platform_system"},
    {"platform_version", "platform_version"},
    {"python_version", "python_version"},
    {"python_full_version", "python_full_version"},
    {"implementation_name", "implementation_name"},
    {"implementation_version", "implementation_version"},
    {"extra", "extra"},
    {"extras", "extras"},
    {"dependency_groups", "dependency_groups"},
    {"os.name", "os_name"},
    {"sys.platform", "sys_platform"},
    {"platform.machine", "platform_machine"},
    {"platform.python_implementation", "platform_python_implementation"},
    {"platform.version", "platform_version"},
    {"python_implementation", "platform_python_implementation"},
};

// Where one operator begins another, the longer one comes first.
constexpr std::string_view kComparators[] = {"===", "==", "!=", "<=", ">=", "~=", "<", ">"};

bool is_name_letter(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '.';
}

Error not_a_marker(std::string_view text, std::string_view why) {
  return {Error::Kind::invalid, cat(quoted(text), " is not a marker: ", why)};
}

Error unknown_variable(std::string_view marker, std::string_view name) {
  std::vector<std::string> known;
  for (const auto& [spelling, today] : kVariables) known.emplace_back(spelling);
  const auto meant = nearest(name, known);
  const auto guess = meant.empty() ? "" : cat(", did you mean '", meant, "'?");
  return not_a_marker(marker, cat(quoted(name), " is neither a variable nor quoted", guess));
}

}  // namespace

Error MarkerParser::expected(std::string_view what) const {
  const auto rest = trim(scan_.rest());
  const auto where = rest.empty() ? std::string("at its end") : cat("before ", quoted(rest));
  return not_a_marker(scan_.all(), cat("expected ", what, ' ', where));
}

bool MarkerParser::take_keyword(std::string_view word) {
  scan_.skip_white();
  const auto begin = scan_.position();
  if (scan_.take_text(word) && scan_.take_while(is_name_letter).empty()) return true;
  scan_.back_to(begin);
  return false;
}

Result<Marker::Node> MarkerParser::parse() {
  if (scan_.all().size() > kLongest) {
    return not_a_marker(scan_.all(), cat("it is longer than ", kLongest, " characters"));
  }
  TRY_ASSIGN(auto root, any_of());
  if (!scan_.at_end()) return expected("'and' or 'or'");
  return root;
}

Result<Marker::Node> MarkerParser::any_of() {
  return joined(Node::Kind::any, "or", &MarkerParser::all_of);
}

Result<Marker::Node> MarkerParser::all_of() {
  return joined(Node::Kind::all, "and", &MarkerParser::term);
}

// One part alone is itself, not a group.
Result<Marker::Node> MarkerParser::joined(Node::Kind kind, std::string_view keyword, Step step) {
  Node group{.kind = kind};
  do {
    TRY_ASSIGN(auto part, (this->*step)());
    group.parts.push_back(std::move(part));
  } while (take_keyword(keyword));
  return group.parts.size() == 1 ? std::move(group.parts.front()) : std::move(group);
}

Result<Marker::Node> MarkerParser::term() {
  scan_.skip_white();
  return scan_.take('(') ? nested() : comparison();
}

Result<Marker::Node> MarkerParser::nested() {
  // Strangers decide how deep we would otherwise recurse.
  if (++depth_ > kDeepest) {
    return not_a_marker(scan_.all(), cat("more than ", kDeepest, " parentheses are open"));
  }
  TRY_ASSIGN(auto inside, any_of());
  if (!scan_.take(')')) return expected("'and', 'or' or ')'");
  --depth_;
  return inside;
}

Result<Marker::Node> MarkerParser::comparison() {
  TRY_ASSIGN(auto left, operand());
  TRY_ASSIGN(auto op, comparator());
  TRY_ASSIGN(auto right, operand());
  Node node{.comparison = {.left = std::move(left), .op = op, .right = std::move(right)}};
  if (!node.comparison.right.is_variable) {
    auto clause = Clause::parse(cat(op, node.comparison.right.text));
    if (clause) node.comparison.clause = *std::move(clause);
  }
  return node;
}

Result<Marker::Node::Operand> MarkerParser::operand() {
  scan_.skip_white();
  if (scan_.take('"')) return quoted_text('"');
  if (scan_.take('\'')) return quoted_text('\'');
  return variable();
}

Result<Marker::Node::Operand> MarkerParser::quoted_text(char quote) {
  // No control characters: what they would do to a terminal or a page is nobody's marker.
  const auto text = scan_.take_while(
      [quote](char c) { return c != quote && static_cast<unsigned char>(c) >= ' '; });
  if (!scan_.take(quote)) return expected("a closing quote");
  return Node::Operand{.is_variable = false, .text = std::string(text)};
}

Result<Marker::Node::Operand> MarkerParser::variable() {
  const auto name = scan_.take_while(is_name_letter);
  if (name.empty()) return expected("a variable or a quoted text");
  const auto found =
      std::ranges::find(kVariables, name, &std::pair<std::string_view, std::string_view>::first);
  if (found == std::end(kVariables)) return unknown_variable(scan_.all(), name);
  return Node::Operand{.is_variable = true, .text = std::string(found->second)};
}

Result<std::string> MarkerParser::comparator() {
  scan_.skip_white();
  for (const auto text : kComparators) {
    if (scan_.take_text(text)) return std::string(text);
  }
  if (take_keyword("in")) return std::string("in");
  if (take_keyword("not") && take_keyword("in")) return std::string("not in");
  return expected("one of == != <= >= < > ~= === in, not in");
}

}  // namespace adder::pypi
