#include "base/core/setting.h"
#include "base/core/text.h"
#include "base/core/utf8.h"

#include <algorithm>

// The parser asserts of strangers' bytes what it then checks and reports ("[[[" is enough): a
// mistake in a file must not end the program, nor may an optimiser believe in its absence.
#undef NDEBUG
#define TOML_ASSERT(expr) static_assert(true)
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

namespace adder {

namespace {

int line_of(const toml::source_region& region) {
  return static_cast<int>(region.begin.line);
}

std::string_view name_of(toml::node_type type) {
  switch (type) {
    case toml::node_type::floating_point:
      return "a number with a fraction";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time of day";
    case toml::node_type::date_time:
      return "a date and time";
    default:
      return "something else";
  }
}

Setting from_node(const toml::node& node);

Setting from_table(const toml::table& table) {
  Setting setting{.kind = Setting::Kind::table};
  for (const auto& [key, node] : table) {
    auto child = from_node(node);
    child.key = key.str();
    // A value that spans lines is found by its key.
    if (line_of(key.source()) > 0) child.line = line_of(key.source());
    setting.children.push_back(std::move(child));
  }
  return setting;
}

Setting from_array(const toml::array& array) {
  Setting setting{.kind = Setting::Kind::list};
  for (const auto& node : array) setting.children.push_back(from_node(node));
  return setting;
}

Setting from_value(const toml::node& node) {
  if (const auto* text = node.as_string()) {
    return {.kind = Setting::Kind::text, .text = text->get()};
  }
  if (const auto* number = node.as_integer()) {
    return {.kind = Setting::Kind::number, .number = number->get()};
  }
  if (const auto* flag = node.as_boolean()) {
    return {.kind = Setting::Kind::flag, .flag = flag->get()};
  }
  return {.kind = Setting::Kind::other, .text = std::string(name_of(node.type()))};
}

// The depth of the recursion is bounded by the parser, which refuses deeper nesting.
Setting from_node(const toml::node& node) {
  const auto* const table = node.as_table();
  const auto* const array = node.as_array();
  auto setting = table != nullptr   ? from_table(*table)
                 : array != nullptr ? from_array(*array)
                                    : from_value(node);
  setting.line = line_of(node.source());
  return setting;
}

std::string_view line_at(std::string_view text, int line) {
  for (int skipped = 1; skipped < line; ++skipped) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  return text.substr(0, text.find('\n'));
}

// What one sees of an error made by typographic quotes, pasted from some page, is the character.
std::string near_odd_character(std::string_view line) {
  while (!line.empty() && static_cast<unsigned char>(line.front()) < 0x80) line.remove_prefix(1);
  if (line.empty()) return {};
  return cat(", near '", line.substr(0, utf8_character(line)), "'");
}

Error broken(const toml::parse_error& problem, std::string_view text, std::string_view file) {
  const auto line = line_of(problem.source());
  auto what = printable(problem.description());
  if (what.starts_with("Error")) what.front() = 'e';
  return {Error::Kind::invalid,
          cat(file, ':', line, ": ", what, near_odd_character(line_at(text, line)))};
}

// The same lines with every character beyond ASCII made a question mark.
std::string in_ascii(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto length = utf8_character(text);
    out += length == 1 ? text.front() : '?';
    text.remove_prefix(length);
  }
  return out;
}

}  // namespace

Result<Setting> parse_toml(std::string_view text, std::string_view file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const auto bad = find_bad_utf8(text)) {
    const auto before = text.substr(0, *bad);
    return Error(Error::Kind::invalid,
                 cat(file, ':', std::count(before.begin(), before.end(), '\n') + 1,
                     ": this is not UTF-8: ", printable(text.substr(*bad, 1))));
  }
  // Outside of texts and comments the parser stumbles over some characters beyond ASCII. Where the
  // text parses without them, they stand inside and do no harm.
  if (const auto parsed = toml::parse(in_ascii(text)); !parsed) {
    return broken(parsed.error(), text, file);
  }
  const auto parsed = toml::parse(text);
  if (!parsed) return broken(parsed.error(), text, file);
  return from_table(parsed.table());
}

}  // namespace adder
