#include "base/core/key_set.h"

#include <sys/random.h>

#include <algorithm>
#include <bit>
#include <functional>
#include <utility>

namespace adder {

namespace {

constexpr std::size_t kFew = 16;

// A random odd factor, one for each process: a stranger who knows our hash still cannot choose keys
// that all want the same place of the table.
std::uint64_t odd_factor() {
  static const std::uint64_t factor = [] {
    std::uint64_t random = 0x9e3779b97f4a7c15U;
    if (::getrandom(&random, sizeof random, GRND_NONBLOCK) < 0) random ^= 0x2545f4914f6cdd1dU;
    return random | 1U;
  }();
  return factor;
}

std::size_t place_of(std::uint64_t hash, std::size_t capacity) {
  return (hash * odd_factor()) >> (64U - static_cast<unsigned>(std::countr_zero(capacity)));
}

}  // namespace

bool KeySet::insert(std::string_view key) {
  const auto hash = std::max<std::uint64_t>(std::hash<std::string_view>{}(key), 1);
  if (!table_.empty()) return insert_into_table(hash);
  if (std::ranges::find(few_, hash) != few_.end()) return false;
  few_.push_back(hash);
  ++size_;
  if (few_.size() == kFew) grow();
  return true;
}

bool KeySet::insert_into_table(std::uint64_t hash) {
  auto place = place_of(hash, table_.size());
  for (; table_[place] != 0; place = (place + 1) & (table_.size() - 1)) {
    if (table_[place] == hash) return false;
  }
  table_[place] = hash;
  ++size_;
  if (size_ * 2 > table_.size()) grow();
  return true;
}

void KeySet::grow() {
  const auto before = std::exchange(table_, {});
  const auto few = std::exchange(few_, {});
  size_ = 0;
  table_.resize(std::bit_ceil(std::max(before.size() * 2, kFew * 4)));
  for (const auto hash : before.empty() ? few : before) {
    if (hash != 0) insert_into_table(hash);
  }
}

void KeySet::clear() {
  few_.clear();
  // A large table is given back: the next object will hardly be as large.
  if (!table_.empty()) table_ = {};
  size_ = 0;
}

}  // namespace adder
