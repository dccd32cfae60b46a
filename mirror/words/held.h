#pragma once

#include "base/core/clock.h"

#include <string>
#include <string_view>

namespace adder::mirror {

// Why an item is not published as upstream offers it. The words are those of status.json.
enum class HeldReason {
  missing,
  forbidden,
  size,
  sha256,
  too_long,
  changed,
  metadata,
  stale,
  malformed,
  hidden,
  blocked,
  unreachable,
  unanchored,
};
std::string_view words(HeldReason reason);
HeldReason held_reason(std::string_view words);  // of words() only

// One item held back in this run.
struct Held {
  std::string section;
  std::string item;
  HeldReason reason = HeldReason::missing;
  std::string expected{};
  std::string received{};
  std::string url{};     // without secrets
  std::string detail{};  // for people: what exactly was wrong
};

}  // namespace adder::mirror
