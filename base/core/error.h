#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace adder {

// Why something failed. The kind is for the program's next decision; the words are for a person,
// and so is the hint: a step to take, where there is one.
class [[nodiscard]] Error {
 public:
  enum class Kind {
    not_found,    // it does not exist; asking again will not help
    corrupt,      // bytes arrived, but not the promised ones
    unavailable,  // a server or the network is in trouble; another try may succeed
    denied,       // credentials or permissions
    blocked,      // an address or a host that our rules do not let a stranger lead us to
    too_long,     // more bytes than we were ready to take
    invalid,      // the user's input or configuration
    io,           // this machine's disk
    refused,      // a guard of ours said no: nothing was published
    busy,         // somebody else holds the lock
    cancelled,    // the user asked us to stop
  };

  Error(Kind kind, std::string words, std::string hint = {})
      : kind_(kind), words_(std::move(words)), hint_(std::move(hint)) {}

  Kind kind() const noexcept { return kind_; }
  const std::string& words() const noexcept { return words_; }
  const std::string& hint() const noexcept { return hint_; }

  // Says what we were doing when it happened. Called once per floor, on the way up.
  Error during(std::string_view activity) &&;

 private:
  Kind kind_;
  std::string words_;
  std::string hint_;
};

}  // namespace adder
