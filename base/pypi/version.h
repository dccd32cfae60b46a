#pragma once

#include "base/core/result.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace adder {
class Scanner;
}

namespace adder::pypi {

// A PEP 440 version: 1!2.0.3rc1.post2.dev3+local.7. Ordered as pip orders them; numbers of any
// length compare right. Equal versions may be spelled differently (1.0 and 1.0.0).
//
// Comparing two is comparing bytes, and a usual version is kept without an allocation: a closure
// holds hundreds of thousands of them against specifiers.
class Version {
 public:
  // Takes every spelling that PEP 440 allows, and white space at both ends.
  static Result<Version> parse(std::string_view text);

  std::string text() const;         // the normal form
  std::string public_text() const;  // the normal form without the local part

  bool is_prerelease() const { return prerelease_; }  // a, b, rc or dev
  bool is_postrelease() const { return postrelease_; }
  bool is_devrelease() const { return devrelease_; }
  bool has_local() const { return public_size_ < key_.size(); }

  // Whether 1.2.* stands for it, where `series` is 1.2. A series may go as far as a prerelease or
  // a postrelease (1.2rc1.*), which PEP 440 allows; its dev and local parts count for nothing.
  bool belongs_to(const Version& series) const;

  // 1.2 for 1.2.3rc1: what ~=1.2.3rc1 stays within. Nothing where the release is one number.
  std::optional<Version> parent_series() const;

  // 1.0rc1, 1.0.dev1 are prereleases of 1.0, and 1.0.post1.dev2 is one of 1.0.post1.
  bool is_prerelease_of(const Version& base) const;

  // 1.0.post1 is a postrelease of 1.0, and 1.0rc1.post1.dev2 is one of 1.0rc1.
  bool is_postrelease_of(const Version& base) const;

  friend std::strong_ordering operator<=>(const Version& left, const Version& right) {
    return left.key_.compare(right.key_) <=> 0;
  }
  friend bool operator==(const Version& left, const Version& right) {
    return left.key_ == right.key_;
  }

  // As <=>, but blind to local parts.
  friend std::strong_ordering compare_public(const Version& left, const Version& right) {
    return left.public_key().compare(right.public_key()) <=> 0;
  }

 private:
  Version() = default;
  bool take_release(Scanner& scan);
  void add_release_number(std::string_view digits);
  void take_stages(Scanner& scan);
  void take_local(Scanner& scan);
  std::string release_text() const;
  void append_stages(std::string& text) const;
  void append_local(std::string& text) const;

  std::string_view begin_of_key(std::size_t size) const {
    return std::string_view(key_).substr(0, size);
  }
  std::string_view release_key() const { return begin_of_key(release_size_); }
  std::string_view stage_key() const { return begin_of_key(stage_size_); }
  std::string_view series_key() const { return begin_of_key(series_size_); }
  std::string_view public_key() const { return begin_of_key(public_size_); }

  std::string key_;                 // see version_key.h
  std::uint32_t release_size_ = 0;  // so much of the key is epoch and release
  std::uint32_t stage_size_ = 0;    // and so much all up to a, b or rc with its number
  std::uint32_t series_size_ = 0;   // and so much all but the dev and the local part
  std::uint32_t public_size_ = 0;   // and so much all but the local part
  std::uint32_t zeros_ = 0;         // at the release's end, which the key leaves out
  bool prerelease_ = false;
  bool postrelease_ = false;
  bool devrelease_ = false;
};

}  // namespace adder::pypi
