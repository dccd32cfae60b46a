#include "base/pypi/specifier.h"

#include "base/core/text.h"
#include "base/pypi/clause.h"

#include <algorithm>
#include <vector>

namespace adder::pypi {

struct SpecifierSet::Clauses {
  std::vector<Clause> all;
  bool name_prerelease = false;
};

SpecifierSet::SpecifierSet() = default;

Result<SpecifierSet> SpecifierSet::parse(std::string_view text) {
  auto clauses = std::make_shared<Clauses>();
  for (const auto piece : split(text, ',')) {
    if (trim(piece).empty()) continue;
    TRY_ASSIGN(auto clause, Clause::parse(piece));
    clauses->name_prerelease |= clause.names_prerelease();
    clauses->all.push_back(std::move(clause));
  }
  if (clauses->all.empty()) return SpecifierSet();
  return SpecifierSet(std::move(clauses));
}

bool SpecifierSet::contains(const Version& version, Prereleases prereleases) const {
  const bool counts = prereleases == Prereleases::allowed || names_prerelease();
  if (version.is_prerelease() && !counts) return false;
  return empty() || std::ranges::all_of(clauses_->all, [&](const Clause& clause) {
           return clause.contains(version);
         });
}

bool SpecifierSet::contains_text(std::string_view version) const {
  return empty() || std::ranges::all_of(clauses_->all, [&](const Clause& clause) {
           return clause.contains_text(version);
         });
}

bool SpecifierSet::empty() const {
  return clauses_ == nullptr;
}

bool SpecifierSet::names_prerelease() const {
  return clauses_ && clauses_->name_prerelease;
}

std::string SpecifierSet::text() const {
  std::vector<std::string> texts;
  if (clauses_) {
    for (const auto& clause : clauses_->all) texts.push_back(clause.text());
  }
  return join(texts, ",");
}

}  // namespace adder::pypi
