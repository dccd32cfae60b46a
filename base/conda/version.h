#pragma once

#include "base/core/result.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace adder::conda {

// A version as conda orders them: 1!2.0.3rc1.post2.dev3+local.7, 1.1.1_, 2023c. Numbers of any
// length compare right. Equal versions may be spelled differently: 1.0 and 1.0.0, 1.1.a1 and
// 1.1.0A1, 1-2 and 1_2.
//
// Comparing two is comparing bytes, and a usual version is kept without an allocation.
class Version {
 public:
  // Takes every spelling that conda takes, and white space at both ends.
  static Result<Version> parse(std::string_view text);

  const std::string& text() const noexcept { return text_; }  // as it was written

  // Whether `series`* stands for it: 1.2.3 begins with 1 and with 1.2, and 1.2rc1 with 1.2r, but
  // 1.20 does not begin with 1.2. The local part counts only where the series has one.
  bool starts_with(const Version& series) const;

  // 1.2 for 1.2.3: what ~=1.2.3 stays within. Nothing where there is no dot.
  std::optional<Version> parent_series() const;

  std::size_t hash() const noexcept { return std::hash<std::string>()(key_); }

  friend std::strong_ordering operator<=>(const Version& left, const Version& right) {
    return left.key_.compare(right.key_) <=> 0;
  }
  friend bool operator==(const Version& left, const Version& right) {
    return left.key_ == right.key_;
  }

 private:
  // A list of components, each a list of elements. The key leaves out zeros: this is what was
  // written.
  struct Shape {
    std::uint16_t components = 0;
    std::uint16_t last_elements = 0;  // of the last component
  };

  Version() = default;
  std::string_view main_key() const { return std::string_view(key_).substr(0, main_size_); }
  std::string_view local_key() const { return std::string_view(key_).substr(main_size_); }
  static bool starts_with(std::string_view list, std::string_view series, Shape shape);

  std::string text_;
  std::string key_;              // see version_key.h
  std::uint32_t main_size_ = 0;  // so much of the key is all but the local part
  Shape main_;
  Shape local_;  // no components: there is no local part
};

}  // namespace adder::conda

template <>
struct std::hash<adder::conda::Version> {
  std::size_t operator()(const adder::conda::Version& version) const noexcept {
    return version.hash();
  }
};
