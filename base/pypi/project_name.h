#pragma once

#include "base/core/result.h"

#include <compare>
#include <string>
#include <string_view>

namespace adder::pypi {

// A project's name, normalised (PEP 503): lower case, runs of - _ . as one dash. It begins and ends
// with a letter or digit and holds only letters, digits and dashes, so it is safe in any path.
class ProjectName {
 public:
  static Result<ProjectName> parse(std::string_view name);

  const std::string& text() const noexcept { return text_; }

  friend std::strong_ordering operator<=>(const ProjectName& left, const ProjectName& right) {
    return left.text_.compare(right.text_) <=> 0;
  }
  friend bool operator==(const ProjectName&, const ProjectName&) = default;

 private:
  explicit ProjectName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// Only the normalising, without the question whether it is a name: also for globs.
std::string normalise(std::string_view name);

}  // namespace adder::pypi
