#include "base/core/json_cursor.h"

#include "base/core/json_extent.h"
#include "base/core/json_value.h"

#include <algorithm>

namespace adder {

namespace {

constexpr bool is_white(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

constexpr bool ends_word(char c) {
  return is_white(c) || c == ',' || c == '}' || c == ']' || c == ':';
}

// Where the string at the front ends; npos: it does not.
std::size_t string_end(std::string_view json) {
  auto at = json.find('"', 1);
  while (at != json.npos) {
    auto backslashes = at;
    while (json[backslashes - 1] == '\\') --backslashes;
    if ((at - backslashes) % 2 == 0) return at + 1;
    at = json.find('"', at + 1);
  }
  return json.npos;
}

}  // namespace

char JsonCursor::peek() {
  while (!rest_.empty() && is_white(rest_.front())) rest_.remove_prefix(1);
  return rest_.empty() ? '\0' : rest_.front();
}

bool JsonCursor::take(char c) {
  if (peek() != c || rest_.empty()) return false;
  rest_.remove_prefix(1);
  return true;
}

Result<std::string_view> JsonCursor::value() {
  const char first = peek();
  std::size_t size = 0;
  if (first == '"') {
    size = string_end(rest_);
    if (size == rest_.npos) return wrong();
  } else if (first == '{' || first == '[') {
    JsonExtent extent;
    extent.begin(first);
    if (extent.add(rest_, size) != JsonExtent::Found::end) return wrong();
  } else {
    while (size < rest_.size() && !ends_word(rest_[size])) ++size;
    if (size == 0) return wrong();
  }
  const auto value = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return value;
}

Error JsonCursor::wrong() const {
  return {Error::Kind::corrupt, "not valid JSON"};
}

std::optional<std::string_view> plain_text_of_json(std::string_view json) {
  if (json.size() < 2 || json.front() != '"' || json.back() != '"') return std::nullopt;
  const auto inner = json.substr(1, json.size() - 2);
  if (inner.find('\\') != inner.npos) return std::nullopt;
  return inner;
}

Result<std::string> text_of_json(std::string_view json) {
  if (const auto plain = plain_text_of_json(json)) return std::string(*plain);
  TRY_ASSIGN(auto value, parse_json_value(json));
  if (!value.is(JsonValue::Kind::string)) return Error(Error::Kind::corrupt, "not a string");
  return std::move(value.text);
}

void append_compact_json(std::string& out, std::string_view json) {
  while (!json.empty()) {
    const auto run = std::ranges::find_if(json, [](char c) { return c == '"' || is_white(c); });
    auto size = static_cast<std::size_t>(run - json.begin());
    if (size < json.size() && json[size] == '"') {
      const auto end = string_end(json.substr(size));
      size = end == json.npos ? json.size() : size + end;
    }
    out += json.substr(0, size);
    json.remove_prefix(size);
    while (!json.empty() && is_white(json.front())) json.remove_prefix(1);
  }
}

}  // namespace adder
