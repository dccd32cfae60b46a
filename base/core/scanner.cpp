#include "base/core/scanner.h"

#include "base/core/text.h"

namespace adder {

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 80;
  if (text.size() <= longest) return cat('\'', printable(text), '\'');
  return cat('\'', printable(text.substr(0, longest)), "...'");
}

bool Scanner::take_word(std::string_view word) {
  const auto found = rest().substr(0, word.size());
  if (found.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if ((found[i] | 0x20) != word[i]) return false;
  }
  at_ += word.size();
  return true;
}

}  // namespace adder
