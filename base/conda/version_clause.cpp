#include "base/conda/version_clause.h"

#include "base/conda/name_pattern.h"
#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>

namespace adder::conda {

namespace {

constexpr std::string_view kBeginsOperator = "=<>!~";

Error bad_clause(std::string_view clause, std::string_view why) {
  return {Error::Kind::invalid, cat(quoted(clause), ": ", why)};
}

std::string_view without_last(std::string_view text, char c) {
  while (text.ends_with(c)) text.remove_suffix(1);
  return text;
}

// conda turns a glob into an expression and escapes dots and pluses only.
Result<Pattern> parse_glob(std::string_view clause) {
  constexpr std::string_view harmless = "._+!-*@:/";
  const bool is_plain = std::ranges::all_of(clause, [&](char c) {
    return is_letter(c) || is_digit(c) || harmless.find(c) != harmless.npos;
  });
  if (is_plain) return Pattern::glob(std::string(clause));
  std::string expression = "^(?:";
  for (const auto c : clause) {
    if (c == '*') expression += '.';
    if (c == '.' || c == '+') expression += '\\';
    expression += c;
  }
  return parse_expression(expression + ")$");
}

}  // namespace

struct VersionClause::Spelling {
  std::string_view text;
  Operator op;
};

// Where one operator begins another, the longer one comes first.
const VersionClause::Spelling VersionClause::kSpellings[] = {
    {"==", Operator::equal},      {"!=", Operator::unequal}, {"<=", Operator::at_most},
    {">=", Operator::at_least},   {"<", Operator::less},     {">", Operator::greater},
    {"~=", Operator::compatible}, {"=", Operator::series},
};

Result<VersionClause> VersionClause::parse(std::string_view text) {
  const auto clause = trim(text);
  if (clause.empty()) return bad_clause(clause, "a version is missing");
  if (is_expression(clause)) return parse_text(parse_expression(clause));
  if (clause.starts_with('^') || clause.ends_with('$')) {
    return bad_clause(clause, "an expression begins with '^' and ends with '$'");
  }
  if (kBeginsOperator.find(clause.front()) != kBeginsOperator.npos) return parse_operator(clause);
  if (clause == "*") return VersionClause();
  const bool is_glob = without_last(clause, '*').find('*') != clause.npos;
  if (is_glob) return parse_text(parse_glob(clause));
  if (clause.ends_with('*')) return parse_series(clause);
  // What pip installed from somewhere: numpy @ file:///...
  if (clause.find('@') != clause.npos) return parse_text(Pattern::exact(std::string(clause)));
  return compare_with(Operator::equal, clause);
}

Result<VersionClause> VersionClause::parse_text(Result<Pattern> pattern) {
  TRY_ASSIGN(auto parsed, std::move(pattern));
  VersionClause clause;
  clause.op_ = Operator::text;
  clause.pattern_ = std::move(parsed);
  return clause;
}

// 1.26.* is 1.26 and what is behind it, and so is 1.26*.
Result<VersionClause> VersionClause::parse_series(std::string_view clause) {
  auto series = clause.substr(0, clause.size() - 1);
  if (!series.ends_with('*')) series = without_last(series, '.');
  return compare_with(Operator::series, series);
}

Result<VersionClause> VersionClause::parse_operator(std::string_view clause) {
  const auto spelling = std::ranges::find_if(
      kSpellings, [&](const Spelling& known) { return clause.starts_with(known.text); });
  if (spelling == std::end(kSpellings)) {
    return bad_clause(clause, "it needs an operator: one of = == != <= >= < > ~=");
  }
  auto op = spelling->op;
  auto version = clause.substr(spelling->text.size());
  if (version.empty()) return bad_clause(clause, "a version is missing");
  if (std::ranges::any_of(version, is_white)) {
    return bad_clause(clause, "there is white space in it");
  }
  if (kBeginsOperator.find(version.front()) != kBeginsOperator.npos) {
    return bad_clause(clause, "there is no such operator; it is one of = == != <= >= < > ~=");
  }
  if (version.ends_with(".*")) {
    if (op == Operator::compatible) return bad_clause(clause, "'.*' does not go with ~=");
    if (op == Operator::unequal) op = Operator::not_series;
    version.remove_suffix(2);
  }
  return compare_with(op, version).during(quoted(clause));
}

Result<VersionClause> VersionClause::compare_with(Operator op, std::string_view version) {
  VersionClause clause;
  clause.op_ = op;
  TRY_ASSIGN(clause.version_, Version::parse(version));
  if (op == Operator::compatible) {
    clause.parent_ = clause.version_->parent_series();
    if (!clause.parent_) {
      return bad_clause(version, "~= needs two numbers at least, as in ~=1.0");
    }
  }
  return clause;
}

bool VersionClause::contains(const Version& version) const {
  switch (op_) {
    case Operator::any:
    case Operator::text:
      return contains_text(version.text());
    case Operator::equal:
      return version == *version_;
    case Operator::unequal:
      return version != *version_;
    case Operator::less:
      return version < *version_;
    case Operator::at_most:
      return version <= *version_;
    case Operator::greater:
      return version > *version_;
    case Operator::at_least:
      return version >= *version_;
    case Operator::series:
      return version.starts_with(*version_);
    case Operator::not_series:
      return !version.starts_with(*version_);
    case Operator::compatible:
      return version >= *version_ && version.starts_with(*parent_);
  }
  return false;
}

bool VersionClause::contains_text(std::string_view version) const {
  return op_ == Operator::any || (op_ == Operator::text && pattern_->matches(version));
}

}  // namespace adder::conda
