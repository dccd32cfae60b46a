#include "base/pypi/clause.h"

#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>
#include <compare>
#include <utility>

namespace adder::pypi {

namespace {

constexpr std::string_view kEndsRequirement = " \t\r\n\v\f;)";

Error bad_clause(std::string_view clause, std::string_view why, std::string hint = {}) {
  return {Error::Kind::invalid, cat(quoted(clause), ": ", why), std::move(hint)};
}

// What people write who think of other languages.
Error no_operator(std::string_view clause) {
  constexpr std::pair<std::string_view, std::string_view> slips[] = {
      {"=>", ">="}, {"=<", "<="}, {"=", "=="}, {"^", "~="}, {"~>", "~="}, {"~", "~="}};
  for (const auto& [wrong, right] : slips) {
    if (!clause.starts_with(wrong)) continue;
    return bad_clause(clause, cat("'", wrong, "' is no operator, did you mean '", right, "'?"));
  }
  return bad_clause(clause, "it needs an operator: one of == != <= >= < > ~= ===");
}

}  // namespace

struct Clause::Spelling {
  std::string_view text;
  Operator op;
};

// Where one operator begins another, the longer one comes first.
const Clause::Spelling Clause::kSpellings[] = {
    {"===", Operator::identical}, {"==", Operator::equal},    {"!=", Operator::unequal},
    {"<=", Operator::at_most},    {">=", Operator::at_least}, {"~=", Operator::compatible},
    {"<", Operator::less},        {">", Operator::greater},
};

Result<Clause> Clause::parse(std::string_view text) {
  const auto clause = trim(text);
  const auto spelling = std::ranges::find_if(
      kSpellings, [&](const Spelling& known) { return clause.starts_with(known.text); });
  if (spelling == std::end(kSpellings)) return no_operator(clause);

  const auto wanted = trim(clause.substr(spelling->text.size()));
  if (wanted.empty()) return bad_clause(clause, "a version is missing");
  if (spelling->op != Operator::identical) {
    return parse_version(spelling->op, clause, wanted);
  }
  // It may be any text, but not one that would end the requirement it stands in.
  if (wanted.find_first_of(kEndsRequirement) != wanted.npos) {
    return bad_clause(clause, "a version holds no white space, ';' or ')'");
  }
  Clause identical;
  identical.words_ = wanted;
  return identical;
}

Result<Clause> Clause::parse_version(Operator op, std::string_view clause,
                                     std::string_view wanted) {
  Clause parsed;
  parsed.op_ = op;
  const bool by_equality = op == Operator::equal || op == Operator::unequal;
  parsed.series_ = wanted.ends_with(".*");
  if (parsed.series_ && !by_equality) return bad_clause(clause, "'.*' goes with == and != only");

  if (parsed.series_) wanted.remove_suffix(2);
  if (is_white(wanted.empty() ? ' ' : wanted.back())) {
    return bad_clause(clause, "'.*' needs a version in front of it");
  }
  TRY_ASSIGN(const auto version, Version::parse(wanted).during(quoted(clause)));
  if (version.has_local() && !by_equality) {
    return bad_clause(clause, "a local version (+...) goes with == and != only");
  }
  if (parsed.series_ && (version.has_local() || version.is_devrelease())) {
    return bad_clause(clause, "'.*' cannot follow a dev or local version");
  }
  if (op == Operator::compatible) {
    parsed.parent_ = version.parent_series();
    if (!parsed.parent_) return bad_clause(clause, "~= needs two numbers at least, as in ~=1.0");
  }
  parsed.version_ = version;
  return parsed;
}

bool Clause::equals(const Version& version) const {
  if (series_) return version.belongs_to(*version_);
  return version_->has_local() ? version == *version_
                               : std::is_eq(compare_public(version, *version_));
}

bool Clause::contains(const Version& version) const {
  const auto& bound = version_;
  switch (op_) {
    case Operator::equal:
      return equals(version);
    case Operator::unequal:
      return !equals(version);
    case Operator::at_most:
      return std::is_lteq(compare_public(version, *bound));
    case Operator::at_least:
      return std::is_gteq(compare_public(version, *bound));
    case Operator::compatible:
      return std::is_gteq(compare_public(version, *bound)) && version.belongs_to(*parent_);
    // <2 leaves out 2rc1, and >2 leaves out 2.post1 and 2+local.
    case Operator::less:
      return version < *bound && !version.is_prerelease_of(*bound);
    case Operator::greater:
      return std::is_gt(compare_public(version, *bound)) && !version.is_postrelease_of(*bound);
    case Operator::identical:
      return contains_text(version.text());
  }
  return false;
}

bool Clause::contains_text(std::string_view version) const {
  return op_ == Operator::identical && lower(version) == lower(words_);
}

bool Clause::names_prerelease() const {
  if (op_ == Operator::unequal) return false;
  if (version_) return version_->is_prerelease();
  const auto version = Version::parse(words_);
  return version && version->is_prerelease();
}

std::string_view Clause::operator_text() const {
  return std::ranges::find(kSpellings, op_, &Spelling::op)->text;
}

std::string Clause::text() const {
  const auto wanted = version_ ? version_->text() : words_;
  return cat(operator_text(), wanted, series_ ? ".*" : "");
}

}  // namespace adder::pypi
