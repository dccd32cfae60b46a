#include "base/pypi/version_key.h"

#include "base/core/text.h"

#include <algorithm>
#include <cstdint>

namespace adder::pypi::version_key {

namespace {

// The first byte says what a number looks like, and longer ones have the greater first bytes:
// itself; or one to eight bytes, the highest first; or digits, how many of them coming first.
constexpr std::uint64_t kFirstLong = 0xE0;
constexpr unsigned kBytes = 0xEF;
constexpr unsigned kDigits = 0xF8;

// 19 digits always fit into 64 bits. A number of 20 is kept as digits even where it would fit:
// the two kinds must not overlap, or they would not sort.
constexpr std::size_t kShortDigits = 19;

char byte(std::uint64_t value) {
  return static_cast<char>(static_cast<unsigned char>(value));
}

unsigned take_byte(std::string_view& key) {
  const auto first = static_cast<unsigned char>(key.front());
  key.remove_prefix(1);
  return first;
}

void append_short(std::string& key, std::uint64_t number) {
  if (number < kFirstLong) {
    key += byte(number + static_cast<unsigned char>(kZero));
    return;
  }
  unsigned bytes = 1;
  while (bytes < 8 && (number >> (8 * bytes)) != 0) ++bytes;
  key += byte(kBytes + bytes);
  for (auto i = bytes; i > 0; --i) key += byte(number >> (8 * (i - 1)));
}

std::uint64_t take_short(std::string_view& key) {
  const auto first = take_byte(key);
  if (first <= kBytes) return first - static_cast<unsigned char>(kZero);
  std::uint64_t number = 0;
  for (auto bytes = first - kBytes; bytes > 0; --bytes) number = number << 8U | take_byte(key);
  return number;
}

}  // namespace

void append_number(std::string& key, std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.size() > kShortDigits) {
    key += byte(kDigits);
    append_short(key, digits.size());
    key += digits;
    return;
  }
  std::uint64_t number = 0;
  for (const auto digit : digits) number = number * 10 + static_cast<unsigned char>(digit - '0');
  append_short(key, number);
}

void take_number(std::string_view& key, std::string& text) {
  if (static_cast<unsigned char>(key.front()) != kDigits) {
    text += cat(take_short(key));
    return;
  }
  key.remove_prefix(1);
  const auto digits = take_short(key);
  text += key.substr(0, digits);
  key.remove_prefix(digits);
}

}  // namespace adder::pypi::version_key
