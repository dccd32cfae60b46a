#pragma once

#include "base/pypi/project_name.h"
#include "mirror/pypi/missing.h"
#include "mirror/pypi/selection.h"
#include "mirror/words/report.h"

#include <memory>
#include <vector>

namespace adder::mirror {

// What the request lists come to: which files of which projects are wanted, and why.
class Choice {
 public:
  explicit Choice(std::unique_ptr<const ClosureState> state);
  Choice(Choice&&) noexcept;
  Choice& operator=(Choice&&) noexcept;
  ~Choice();

  // Those of which a file is wanted, in the order of their names.
  std::vector<pypi::ProjectName> projects() const;

  // Empty for a project that is not among them.
  Selection selection(const pypi::ProjectName& project) const;

  // What the admin should know: lines that match nothing; dependencies that are unknown, unclear,
  // missing or excluded.
  std::vector<Warning> warnings() const;

  // What wanted packages depend on that no list asks for. Whole only if the closure went through
  // everything.
  std::vector<Gap> gaps() const;

 private:
  struct Findings;
  std::unique_ptr<const ClosureState> state_;
  std::unique_ptr<const Findings> findings_;
};

}  // namespace adder::mirror
