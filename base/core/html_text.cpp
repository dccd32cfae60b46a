#include "base/core/html_text.h"

namespace adder {

void append_html(std::string& out, std::string_view text) {
  while (true) {
    const auto plain = text.find_first_of("&<>\"'");
    out += text.substr(0, plain);
    if (plain == text.npos) return;
    switch (text[plain]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&#34;";
        break;
      default:
        out += "&#39;";
        break;
    }
    text.remove_prefix(plain + 1);
  }
}

}  // namespace adder
