#pragma once

#include "base/core/result.h"
#include "base/pypi/version.h"

#include <memory>
#include <string>
#include <string_view>

namespace adder::pypi {

// Whether prereleases may satisfy a specifier that does not name one itself.
enum class Prereleases { allowed, only_if_named };

// A set of PEP 440 clauses, all of which must hold: ">=1.20,!=1.21.*,<2". Empty: anything holds.
// Copies are cheap.
class SpecifierSet {
 public:
  // White space and empty clauses (">=1," and "") are forgiven, as pip does.
  static Result<SpecifierSet> parse(std::string_view text);
  SpecifierSet();

  bool contains(const Version& version, Prereleases prereleases = Prereleases::allowed) const;

  // For versions that are not PEP 440: only === and the empty set can hold for them.
  bool contains_text(std::string_view version) const;

  bool empty() const;
  bool names_prerelease() const;  // one clause other than != has one
  std::string text() const;       // the clauses in their order, the versions in normal form

 private:
  struct Clauses;
  explicit SpecifierSet(std::shared_ptr<const Clauses> clauses) : clauses_(std::move(clauses)) {}
  std::shared_ptr<const Clauses> clauses_;  // none: empty
};

}  // namespace adder::pypi
