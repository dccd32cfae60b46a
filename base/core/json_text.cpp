#include "base/core/json_text.h"

#include "base/core/utf8.h"

namespace adder {

namespace {

void append_escape(std::string& out, char c) {
  constexpr std::string_view named = "\"\\\b\f\n\r\t";
  constexpr std::string_view names = "\"\\bfnrt";
  constexpr std::string_view digits = "0123456789abcdef";
  out += '\\';
  if (const auto which = named.find(c); which != named.npos) {
    out += names[which];
    return;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "u00";
  out += digits[byte >> 4U];
  out += digits[byte & 0x0fU];
}

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const auto length = utf8_character(text);
    if (length == 1) {
      append_escape(out, text[0]);
    } else if (length == 0) {
      append_utf8(out, 0xfffd);
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  out += '"';
}

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace adder
