#include "base/core/json_scanner.h"
#include "base/core/text.h"
#include "base/core/utf8.h"

#include <array>
#include <charconv>

// The inside of the tokens: strings, numbers and the three words.
namespace adder {

namespace {

constexpr std::uint32_t kReplacement = 0xfffd;

constexpr bool is_high_half(std::uint32_t code) {
  return code >= 0xd800 && code < 0xdc00;
}
constexpr bool is_low_half(std::uint32_t code) {
  return code >= 0xdc00 && code < 0xe000;
}

// What a byte means in a string.
enum class Char : unsigned char { plain, high, stop };
constexpr auto kChars = [] {
  std::array<Char, 256> chars{};
  for (std::size_t i = 0; i < 0x20; ++i) chars[i] = Char::stop;
  for (std::size_t i = 0x80; i < 0x100; ++i) chars[i] = Char::high;
  chars['"'] = chars['\\'] = Char::stop;
  return chars;
}();

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+' ||
         c == '.';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

// -? (0 | [1-9][0-9]*) (.[0-9]+)? ([eE][+-]?[0-9]+)?
bool is_number(std::string_view text) {
  const std::size_t begin = text.starts_with('-') ? 1 : 0;
  auto at = skip_digits(text, begin);
  if (at == begin || (text[begin] == '0' && at > begin + 1)) return false;
  if (at < text.size() && text[at] == '.') {
    const auto fraction = at + 1;
    at = skip_digits(text, fraction);
    if (at == fraction) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const auto exponent = at;
    at = skip_digits(text, exponent);
    if (at == exponent) return false;
  }
  return at == text.size();
}

bool fits_a_double(std::string_view text) {
  double value = 0;
  return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{};
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Result<void> JsonScanner::scan_string() {
  const auto* const begin = at_;
  for (; at_ != end_; ++at_) {
    const auto kind = kChars[static_cast<unsigned char>(*at_)];
    if (kind == Char::stop) break;
    if (kind == Char::high) has_high_bytes_ = true;
  }
  const std::string_view run(begin, static_cast<std::size_t>(at_ - begin));
  if (!run.empty()) TRY(drop_half_pair());
  const bool ends = at_ != end_ && *at_ == '"';
  // Nearly every string lies in one piece and has no escapes: it is shown where it stands.
  if (ends && token_.empty() && half_pair_ == 0 && run.size() <= limits_.string_bytes) {
    ++at_;
    return end_string(run);
  }
  TRY(grow_token(run, limits_.string_bytes, "a string"));
  if (at_ == end_) return {};
  if (ends) {
    TRY(drop_half_pair());
    ++at_;
    return end_string(token_);
  }
  if (*at_ != '\\') return wrong(here(), "a control character in a string");
  inside_ = Inside::escape;
  ++at_;
  return {};
}

Result<void> JsonScanner::scan_escape() {
  const char c = *at_;
  if (c == 'u') {
    code_ = 0;
    digits_ = 0;
    inside_ = Inside::unicode;
    ++at_;
    return {};
  }
  constexpr std::string_view names = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  const auto which = names.find(c);
  if (which == names.npos) return wrong(here(), "an unknown escape in a string");
  TRY(drop_half_pair());
  TRY(grow_token(meanings.substr(which, 1), limits_.string_bytes, "a string"));
  inside_ = Inside::string;
  ++at_;
  return {};
}

Result<void> JsonScanner::scan_unicode() {
  unsigned digit = 0;
  const auto parsed = std::from_chars(at_, at_ + 1, digit, 16);
  if (parsed.ec != std::errc{}) return wrong(here(), "an escape needs four hex digits");
  code_ = code_ << 4U | digit;
  ++at_;
  if (++digits_ < 4) return {};
  inside_ = Inside::string;
  return add_code(code_);
}

Result<void> JsonScanner::add_code(std::uint32_t code) {
  if (is_low_half(code) && half_pair_ != 0) {
    code = 0x10000 + ((half_pair_ - 0xd800) << 10U) + (code - 0xdc00);
    half_pair_ = 0;
  }
  TRY(drop_half_pair());
  if (is_high_half(code)) {
    half_pair_ = code;
    return {};
  }
  if (is_low_half(code) || code == 0) {
    TRY(handler_.flaw(
        wrong(token_at_, code == 0 ? "a NUL in a string" : "half a surrogate pair in a string")));
    code = kReplacement;
  }
  std::string bytes;
  append_utf8(bytes, code);
  return grow_token(bytes, limits_.string_bytes, "a string");
}

// A high surrogate whose low one did not follow.
Result<void> JsonScanner::drop_half_pair() {
  if (half_pair_ == 0) return {};
  half_pair_ = 0;
  TRY(handler_.flaw(wrong(token_at_, "half a surrogate pair in a string")));
  append_utf8(token_, kReplacement);
  return {};
}

Result<void> JsonScanner::end_string(std::string_view text) {
  if (has_high_bytes_ && find_bad_utf8(text)) return wrong(token_at_, "a string is not UTF-8");
  inside_ = Inside::nothing;
  if (is_key_) return end_key(text);
  value_is_whole();
  return handler_.string(text);
}

Result<void> JsonScanner::end_key(std::string_view key) {
  constexpr std::size_t shown = 100;
  expect_ = Expect::colon;
  if (!levels_[depth_ - 1].keys.insert(key)) {
    TRY(handler_.flaw(
        wrong(token_at_, cat("the key '", printable(key.substr(0, shown)), "' stands twice"))));
  } else if (++keys_ > limits_.keys) {
    return wrong(token_at_, cat("more than ", limits_.keys, " keys"));
  }
  return handler_.key(key);
}

Result<void> JsonScanner::scan_word() {
  const auto* const begin = at_;
  while (at_ != end_ && is_word(*at_)) ++at_;
  const std::string_view run(begin, static_cast<std::size_t>(at_ - begin));
  if (at_ != end_ && token_.empty() && run.size() <= limits_.number_bytes) return end_word(run);
  TRY(grow_token(run, limits_.number_bytes, "a number"));
  return at_ == end_ ? Result<void>() : end_word(token_);
}

Result<void> JsonScanner::end_word(std::string_view word) {
  if (word.empty())
    return wrong(token_at_, cat("expected a value, found '", printable({at_, 1}), "'"));
  if (is_digit(word[0]) || word[0] == '-') return end_number(word);
  value_is_whole();
  if (word == "true") return handler_.boolean(true);
  if (word == "false") return handler_.boolean(false);
  if (word == "null") return handler_.null();
  return wrong(token_at_, cat("expected a value, found '", word, "'"));
}

Result<void> JsonScanner::end_number(std::string_view text) {
  if (!is_number(text)) return wrong(token_at_, cat("'", text, "' is not a number"));
  value_is_whole();
  const auto whole = whole_number(text);
  if (!whole && !fits_a_double(text)) {
    TRY(handler_.flaw(wrong(token_at_, cat("the number ", text, " is out of range"))));
  }
  return handler_.number({.text = text, .whole = whole});
}

Result<void> JsonScanner::grow_token(std::string_view run, std::size_t most,
                                     std::string_view what) {
  if (token_.size() + run.size() > most) {
    return wrong(token_at_, cat(what, " of more than ", most, " bytes"));
  }
  token_ += run;
  return {};
}

}  // namespace adder
