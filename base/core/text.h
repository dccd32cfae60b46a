#pragma once

#include <charconv>
#include <concepts>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder {

namespace text_detail {
inline void append(std::string& out, std::string_view piece) {
  out += piece;
}
inline void append(std::string& out, char piece) {
  out += piece;
}
void append(std::string& out, std::integral auto number) {
  char digits[24];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
  out.append(digits, end);
}
}  // namespace text_detail

// Joins words and whole numbers into one string: cat("kept ", 3, " of ", total).
template <class... Pieces>
std::string cat(const Pieces&... pieces) {
  std::string out;
  (text_detail::append(out, pieces), ...);
  return out;
}

// Joins lines, without a newline at the end.
std::string lines(std::initializer_list<std::string> lines);

// Cuts at every separator: "a,b,,c" at ',' gives four pieces. An empty text gives one empty piece.
std::vector<std::string_view> split(std::string_view text, char separator);

std::string join(std::span<const std::string> pieces, std::string_view glue);

// Without the ASCII white space at both ends.
std::string_view trim(std::string_view text);

// ASCII only, whatever the locale.
std::string lower(std::string_view text);

// The candidate nearest to `word` by typing mistakes, or nothing when none is near: "did you mean".
std::string nearest(std::string_view word, std::span<const std::string> candidates);

// What a stranger wrote, made fit to be shown: control characters and broken UTF-8 become \xNN.
std::string printable(std::string_view text);

// The same for words of ours that a stranger's stand in: their lines stay lines.
std::string printable_lines(std::string_view text);

}  // namespace adder
