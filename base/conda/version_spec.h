#pragma once

#include "base/conda/version.h"
#include "base/core/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace adder::conda {

// Which versions are meant: >=1.20,<2|3.* means all from 1.20 up to 2, and those that begin with 3.
// A comma is an "and" and binds closer than |, the "or"; parentheses group. Copies are cheap.
class VersionSpec {
 public:
  static Result<VersionSpec> parse(std::string_view text);
  VersionSpec();  // *: any version

  bool contains(const Version& version) const;

  // For versions that conda could not read: *, globs and expressions hold for some of them.
  bool contains_text(std::string_view version) const;

  bool is_any() const { return root_ == nullptr; }
  std::string_view text() const;  // as it was written

 private:
  struct Node;
  struct Root;
  class Parser;
  explicit VersionSpec(std::shared_ptr<const Root> root) : root_(std::move(root)) {}

  std::shared_ptr<const Root> root_;  // none: any version
};

}  // namespace adder::conda
