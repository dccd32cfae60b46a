#include "base/conda/version_spec.h"

#include "base/conda/version_clause.h"
#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>
#include <vector>

namespace adder::conda {

namespace {

constexpr std::size_t kLongest = 16384;
constexpr int kDeepest = 64;

bool is_in_clause(char c) {
  return c != '(' && c != ')' && c != '|' && c != ',';
}

}  // namespace

// A clause, or several nodes with one word between them.
struct VersionSpec::Node {
  enum class Kind { clause, all, any };

  Kind kind = Kind::clause;
  VersionClause clause = {};
  std::vector<Node> parts = {};

  bool holds(const auto& for_clause) const {
    const auto part_holds = [&](const Node& part) {
      return part.holds(for_clause);
    };
    if (kind == Kind::clause) return for_clause(clause);
    return kind == Kind::all ? std::ranges::all_of(parts, part_holds)
                             : std::ranges::any_of(parts, part_holds);
  }
};

struct VersionSpec::Root {
  std::string text;
  Node node;
};

// Reads from left to right, going down where a parenthesis opens.
class VersionSpec::Parser {
 public:
  explicit Parser(std::string_view text) : scan_(text) {}

  Result<Node> parse() {
    if (scan_.all().size() > kLongest) {
      return problem(cat("it is longer than ", kLongest, " characters"));
    }
    TRY_ASSIGN(auto node, parse_any());
    if (!scan_.at_end()) return unexpected();
    return node;
  }

 private:
  Result<Node> parse_any() { return parse_list(Node::Kind::any, '|', &Parser::parse_all); }
  Result<Node> parse_all() { return parse_list(Node::Kind::all, ',', &Parser::parse_one); }

  Result<Node> parse_list(Node::Kind kind, char glue, Result<Node> (Parser::*parse_part)()) {
    TRY_ASSIGN(auto first, (this->*parse_part)());
    if (!scan_.take(glue)) return first;
    Node list{.kind = kind};
    list.parts.push_back(std::move(first));
    do {
      TRY_ASSIGN(auto part, (this->*parse_part)());
      list.parts.push_back(std::move(part));
    } while (scan_.take(glue));
    return list;
  }

  Result<Node> parse_one() {
    scan_.skip_white();
    auto one = scan_.take('(') ? parse_group() : parse_clause();
    scan_.skip_white();
    return one;
  }

  // What follows '(', and the ')'.
  Result<Node> parse_group() {
    if (++depth_ > kDeepest) return problem("parentheses are nested too deeply");
    TRY_ASSIGN(auto node, parse_any());
    if (!scan_.take(')')) return scan_.at_end() ? problem("a ')' is missing") : unexpected();
    --depth_;
    return node;
  }

  Result<Node> parse_clause() {
    auto clause = take_expression();
    if (clause.empty()) clause = scan_.take_while(is_in_clause);
    TRY_ASSIGN(auto parsed, VersionClause::parse(clause));
    return Node{.clause = std::move(parsed)};
  }

  // An expression may hold what ends every other clause: it goes on to its '$'.
  std::string_view take_expression() {
    const auto dollar = scan_.rest().starts_with('^') ? scan_.rest().find('$') : std::string::npos;
    if (dollar == std::string::npos) return {};
    const auto expression = scan_.rest().substr(0, dollar + 1);
    scan_.back_to(scan_.position() + dollar + 1);
    return expression;
  }

  Error problem(std::string_view why) { return {Error::Kind::invalid, std::string(why)}; }
  Error unexpected() { return problem(cat(quoted(scan_.rest()), " does not belong there")); }

  Scanner scan_;
  int depth_ = 0;
};

VersionSpec::VersionSpec() = default;

Result<VersionSpec> VersionSpec::parse(std::string_view text) {
  text = trim(text);
  auto node = Parser(text).parse();
  if (!node) return std::move(node).error().during(cat("version spec ", quoted(text)));
  if (node->kind == Node::Kind::clause && node->clause.is_any()) return VersionSpec();
  return VersionSpec(std::make_shared<const Root>(Root{std::string(text), *std::move(node)}));
}

bool VersionSpec::contains(const Version& version) const {
  return is_any() ||
         root_->node.holds([&](const VersionClause& clause) { return clause.contains(version); });
}

bool VersionSpec::contains_text(std::string_view version) const {
  return is_any() || root_->node.holds([&](const VersionClause& clause) {
    return clause.contains_text(version);
  });
}

std::string_view VersionSpec::text() const {
  return is_any() ? "*" : std::string_view(root_->text);
}

}  // namespace adder::conda
