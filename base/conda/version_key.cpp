#include "base/conda/version_key.h"

#include <algorithm>

namespace adder::conda::version_key {

namespace {

// The first byte says what a number looks like, and greater ones have the greater first bytes:
// itself; or one to eight bytes, the highest first; or digits, how many of them coming first.
constexpr unsigned kShort = 0x7f;  // + the number
constexpr std::uint64_t kGreatestShort = 0x60;
constexpr unsigned kBytes = 0xdf;  // + how many
constexpr unsigned kDigits = 0xf0;
constexpr unsigned kPost = 0xff;

// 19 digits always fit into 64 bits. The two kinds must not overlap, or they would not sort.
constexpr std::size_t kFewDigits = 19;
constexpr unsigned kBytesOfLength = 4;

unsigned first_byte(std::string_view text) {
  return static_cast<unsigned char>(text.front());
}

char byte(std::uint64_t value) {
  return static_cast<char>(static_cast<unsigned char>(value));
}

void append_bytes(std::string& key, std::uint64_t value, unsigned count) {
  for (auto i = count; i > 0; --i) key += byte(value >> (8 * (i - 1)));
}

void append_small(std::string& key, std::uint64_t number) {
  if (number <= kGreatestShort) {
    key += byte(kShort + number);
    return;
  }
  unsigned bytes = 1;
  while (bytes < 8 && (number >> (8 * bytes)) != 0) ++bytes;
  key += byte(kBytes + bytes);
  append_bytes(key, number, bytes);
}

std::size_t length_of_digits(std::string_view element) {
  std::size_t length = 0;
  for (const auto c : element.substr(1, kBytesOfLength)) {
    length = length << 8U | static_cast<unsigned char>(c);
  }
  return 1 + kBytesOfLength + length;
}

std::size_t size_of_first(std::string_view component) {
  const auto first = first_byte(component);
  if (is_word(component)) return component.find('\0') + 1;
  if (first <= kShort + kGreatestShort || first == kPost) return 1;
  return first == kDigits ? length_of_digits(component) : 1 + first - kBytes;
}

}  // namespace

void Writer::before_word() {
  if (!written_) key_.append(nothings_, kNothingThenWord);
  key_.append(zeros_, kZeroThenWord);
  nothings_ = zeros_ = 0;
  written_ = true;
}

void Writer::before_number() {
  if (!written_) key_.append(nothings_, kNothingThenNumber);
  key_.append(zeros_, kZeroThenNumber);
  nothings_ = zeros_ = 0;
  written_ = true;
}

void Writer::number(std::string_view digits) {
  ++elements_;
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) {
    ++zeros_;
    return;
  }
  before_number();
  if (digits.size() > kFewDigits) {
    key_ += byte(kDigits);
    append_bytes(key_, digits.size(), kBytesOfLength);
    key_ += digits;
    return;
  }
  std::uint64_t value = 0;
  for (const auto digit : digits) value = value * 10 + static_cast<unsigned char>(digit - '0');
  append_small(key_, value);
}

void Writer::word(std::string_view word) {
  ++elements_;
  before_word();
  key_ += word;
  key_ += '\0';
}

void Writer::post() {
  ++elements_;
  before_number();
  key_ += byte(kPost);
}

void Writer::end_component() {
  if (written_) {
    key_ += kEnd;
  } else {
    ++nothings_;
  }
  ++components_;
  last_elements_ = elements_;
  zeros_ = 0;
  elements_ = 0;
  written_ = false;
}

void Writer::end_list() {
  key_ += kEnd;
  nothings_ = 0;
}

std::string_view take_component(std::string_view& list) {
  if (list.empty() || list.front() == kEnd) return {};
  if (list.front() == kNothingThenWord || list.front() == kNothingThenNumber) {
    list.remove_prefix(1);
    return {};
  }
  std::size_t size = 0;
  while (list[size] != kEnd) size += size_of_first(list.substr(size));
  const auto component = list.substr(0, size);
  list.remove_prefix(size + 1);
  return component;
}

std::string_view take_element(std::string_view& component) {
  if (component.empty()) return {};
  const bool is_zero = component.front() == kZeroThenWord || component.front() == kZeroThenNumber;
  const auto size = is_zero ? 1 : size_of_first(component);
  const auto element = component.substr(0, is_zero ? 0 : size);
  component.remove_prefix(size);
  return element;
}

bool is_word(std::string_view element) {
  return !element.empty() && first_byte(element) < static_cast<unsigned char>(kZeroThenWord);
}

}  // namespace adder::conda::version_key
