#include "base/pypi/marker.h"

#include "base/core/text.h"
#include "base/pypi/marker_node.h"
#include "base/pypi/marker_parser.h"
#include "base/pypi/project_name.h"

#include <algorithm>
#include <array>

namespace adder::pypi {

namespace {

using Node = Marker::Node;
using Comparison = Node::Comparison;

bool compare_words(std::string_view left, std::string_view op, std::string_view right) {
  if (op == "in") return right.find(left) != right.npos;
  if (op == "not in") return right.find(left) == right.npos;
  if (op == "==") return left == right;
  if (op == "!=") return left != right;
  if (op == "<") return left < right;
  if (op == "<=") return left <= right;
  if (op == ">") return left > right;
  if (op == ">=") return left >= right;
  if (op == "===") return lower(left) == lower(right);
  return true;  // ~= of words: nobody has said what that means
}

// As versions where both sides are versions, otherwise as words (PEP 508).
bool compare(std::string_view left, const Comparison& comparison, std::string_view right) {
  const auto& op = comparison.op;
  if (op == "in" || op == "not in") return compare_words(left, op, right);
  const auto version = Version::parse(left);
  if (!version) return compare_words(left, op, right);
  if (comparison.clause) return comparison.clause->contains(*version);
  const auto clause = Clause::parse(cat(op, right));
  return clause ? clause->contains(*version) : compare_words(left, op, right);
}

// A marker in one environment, asked for one extra.
class Evaluation {
 public:
  Evaluation(const MarkerEnvironment& environment, std::string_view extra)
      : environment_(environment), extra_(normalise(extra)) {}

  bool holds(const Node& node) const {
    const auto part_holds = [this](const Node& part) {
      return holds(part);
    };
    switch (node.kind) {
      case Node::Kind::comparison:
        return holds(node.comparison);
      case Node::Kind::all:
        return std::ranges::all_of(node.parts, part_holds);
      case Node::Kind::any:
        return std::ranges::any_of(node.parts, part_holds);
    }
    return true;
  }

 private:
  bool holds(const Comparison& comparison) const;
  bool extra_holds(const Comparison& comparison) const;
  bool holds_for_some_patch(const Comparison& comparison, const std::string& python) const;
  const std::string* known(std::string_view variable) const;

  // What an operand stands for; null: unknown.
  const std::string* value(const Node::Operand& operand) const {
    return operand.is_variable ? known(operand.text) : &operand.text;
  }

  const MarkerEnvironment& environment_;
  std::string extra_;
};

const std::string* Evaluation::known(std::string_view variable) const {
  const auto found = environment_.find(variable);
  return found == environment_.end() ? nullptr : &found->second;
}

bool Evaluation::holds(const Comparison& comparison) const {
  if (comparison.mentions("extra")) return extra_holds(comparison);
  const auto* left = value(comparison.left);
  const auto* right = value(comparison.right);
  if (left && right) return compare(*left, comparison, *right);

  const auto* python = known("python_version");
  const bool is_about_patches = comparison.mentions("python_full_version") && python;
  return !is_about_patches || holds_for_some_patch(comparison, *python);
}

// Extras are names, never versions, and compare in normal form.
bool Evaluation::extra_holds(const Comparison& comparison) const {
  const auto name = [this](const Node::Operand& operand) -> std::optional<std::string> {
    if (operand.is("extra")) return extra_;
    const auto* text = value(operand);
    return text ? std::optional(normalise(*text)) : std::nullopt;
  };
  const auto left = name(comparison.left);
  const auto right = name(comparison.right);
  return !left || !right || compare_words(*left, comparison.op, *right);
}

// 3.11 stands for 3.11.0.dev0 to 3.11.9999. A comparison that holds for any of them holds for one
// of the two ends, for 3.11.0 (the ends have exceptions), or for the very version it names.
bool Evaluation::holds_for_some_patch(const Comparison& comparison,
                                      const std::string& python) const {
  const bool full_is_left = comparison.left.is("python_full_version");
  const auto& other = full_is_left ? comparison.right : comparison.left;
  const auto* named = value(other);
  if (!named || comparison.op == "in" || comparison.op == "not in") return true;

  std::vector<std::string> patches = {python + ".0.dev0", python + ".0", python + ".9999"};
  const auto version = Version::parse(*named);
  const auto series = Version::parse(python);
  if (version && series && version->belongs_to(*series)) patches.push_back(*named);
  return std::ranges::any_of(patches, [&](const std::string& patch) {
    return full_is_left ? compare(patch, comparison, *named) : compare(*named, comparison, patch);
  });
}

std::string operand_text(const Node::Operand& operand) {
  if (operand.is_variable) return operand.text;
  const char quote = operand.text.find('"') == operand.text.npos ? '"' : '\'';
  return cat(quote, operand.text, quote);
}

std::string node_text(const Node& node) {
  if (node.kind == Node::Kind::comparison) {
    const auto& [left, op, right, clause] = node.comparison;
    return cat(operand_text(left), ' ', op, ' ', operand_text(right));
  }
  const bool all = node.kind == Node::Kind::all;
  std::vector<std::string> texts;
  for (const auto& part : node.parts) {
    // A group inside a group of its own kind keeps its parentheses: the tree stays the same.
    const bool open = part.kind == Node::Kind::any || part.kind == node.kind;
    texts.push_back(open ? cat('(', node_text(part), ')') : node_text(part));
  }
  return join(texts, all ? " and " : " or ");
}

}  // namespace

Marker::Marker() = default;

Result<Marker> Marker::parse(std::string_view text) {
  TRY_ASSIGN(auto root, MarkerParser(trim(text)).parse());
  return Marker(std::make_shared<const Node>(std::move(root)));
}

bool Marker::holds(const MarkerEnvironment& environment, std::string_view extra) const {
  return empty() || Evaluation(environment, extra).holds(*root_);
}

std::string Marker::text() const {
  return empty() ? "" : node_text(*root_);
}

}  // namespace adder::pypi
