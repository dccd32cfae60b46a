#include "mirror/words/held.h"

#include <algorithm>
#include <array>

namespace adder::mirror {

namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 13> kWords = {
    "missing", "forbidden", "size",   "sha256",  "too_long",    "changed",    "metadata",
    "stale",   "malformed", "hidden", "blocked", "unreachable", "unanchored",
};

}  // namespace

std::string_view words(HeldReason reason) {
  return kWords[static_cast<std::size_t>(reason)];
}

HeldReason held_reason(std::string_view words) {
  const auto found = std::ranges::find(kWords, words);
  return static_cast<HeldReason>(found == kWords.end() ? 0 : found - kWords.begin());
}

}  // namespace adder::mirror
