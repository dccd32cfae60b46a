#pragma once

#include "base/core/result.h"

#include <list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::conda {

// A JSON object as it was written, to look at some of its members and to change some, while every
// byte of the others stays as it is. The text it was read from must outlive it, and must have been
// found to be JSON.
class RawObject {
 public:
  struct Member {
    std::string_view key;      // what it means
    std::string_view written;  // with quotes and escapes
    std::string_view value;    // as written
  };

  static Result<RawObject> read(std::string_view json);
  RawObject() = default;
  RawObject(RawObject&&) noexcept = default;
  RawObject& operator=(RawObject&&) noexcept = default;

  std::span<const Member> members() const noexcept { return members_; }
  const Member* find(std::string_view key) const;  // null: there is none

  // `json` takes the place of the value there was, or comes last.
  void set(std::string_view key, std::string json);
  void set_text(std::string_view key, std::string_view text);
  void remove(std::string_view key);

  // Without white space between its members.
  void append_to(std::string& out) const;
  std::string json() const;

 private:
  std::string_view own(std::string text) { return owned_.emplace_back(std::move(text)); }

  std::vector<Member> members_;
  std::list<std::string> owned_;  // stays where it is when this moves
};

}  // namespace adder::conda
