#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace adder {

// What a stranger wrote, between single quotes: printable, and short enough for a message.
std::string quoted(std::string_view text);

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
inline bool is_white(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// Reads a text from left to right. What it hands out are views into that text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  std::size_t position() const { return at_; }
  void back_to(std::size_t position) { at_ = position; }
  std::string_view all() const { return text_; }
  std::string_view done() const { return text_.substr(0, at_); }
  std::string_view rest() const { return text_.substr(at_); }

  bool take(char wanted) {
    if (at_end() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  // `word` in lower case; the text may have any case.
  bool take_word(std::string_view word);

  bool take_text(std::string_view wanted) {
    if (!rest().starts_with(wanted)) return false;
    at_ += wanted.size();
    return true;
  }

  std::string_view take_while(auto belongs) {
    const auto begin = at_;
    while (!at_end() && belongs(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  std::string_view take_digits() { return take_while(is_digit); }
  void skip_white() { take_while(is_white); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace adder
