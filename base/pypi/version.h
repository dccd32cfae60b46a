#pragma once

#include "base/core/result.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adder::pypi {

// A PEP 440 version: 1!2.0.3rc1.post2.dev3+local.7. Ordered as pip orders them; numbers of any
// length compare right. Equal versions may be spelled differently (1.0 and 1.0.0).
class Version {
 public:
  static Result<Version> parse(std::string_view text);

  std::string text() const;    // the normal form
  std::string public_text() const;  // the normal form without the local part
  bool is_prerelease() const;  // a, b, rc or dev
  bool is_postrelease() const;
  bool has_local() const;

  friend std::strong_ordering operator<=>(const Version& left, const Version& right);
  friend bool operator==(const Version& left, const Version& right);

  // Numbers as their digits without leading zeros: no release is too long to compare.
  using Number = std::string;
  struct Stage {
    std::string letter;  // a, b or rc
    Number number;
  };
  struct Local {
    std::string text;  // lower case
    bool is_number = false;
  };
  const Number& epoch() const { return epoch_; }
  const std::vector<Number>& release() const { return release_; }

 private:
  Version() = default;
  Number epoch_ = "0";
  std::vector<Number> release_;
  std::optional<Stage> pre_;
  std::optional<Number> post_;
  std::optional<Number> dev_;
  std::vector<Local> local_;
};

}  // namespace adder::pypi
