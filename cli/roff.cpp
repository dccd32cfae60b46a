#include "cli/roff.h"

namespace adder::cli {

std::string roff(std::string_view text) {
  const bool looks_like_command = text.starts_with('.') || text.starts_with('\'');
  return (looks_like_command ? "\\&" : "") + roff_piece(text);
}

std::string roff_piece(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '\\') {
      out += "\\e";
    } else if (letter == '-') {
      out += "\\-";
    } else if (letter == '\'') {
      out += "\\(aq";
    } else {
      out += letter;
    }
  }
  return out;
}

}  // namespace adder::cli
