#include "base/core/setting.h"
#include "base/core/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace adder {

namespace {

using Kind = Setting::Kind;

bool is_section(const Setting& setting) {
  if (setting.kind == Kind::table) return true;
  return setting.kind == Kind::list && !setting.children.empty() &&
         setting.children.front().kind == Kind::table;
}

std::string toml_text(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\') {
      out += cat('\\', letter);
    } else if (letter == '\n') {
      out += "\\n";
    } else if (letter == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += cat("\\u00", digits[byte >> 4U], digits[byte & 0x0fU]);
    } else {
      out += letter;
    }
  }
  return out + '"';
}

std::string written_key(std::string_view key) {
  const bool bare = !key.empty() && std::ranges::all_of(key, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
  });
  return bare ? std::string(key) : toml_text(key);
}

std::string inline_value(const Setting& setting);

std::string inline_children(const Setting& setting, bool with_keys) {
  std::vector<std::string> pieces;
  for (const auto& child : setting.children) {
    auto value = inline_value(child);
    pieces.push_back(with_keys ? cat(written_key(child.key), " = ", value) : std::move(value));
  }
  return join(pieces, ", ");
}

std::string inline_value(const Setting& setting) {
  if (setting.kind == Kind::text) return toml_text(setting.text);
  if (setting.kind == Kind::list) return cat('[', inline_children(setting, false), ']');
  if (setting.kind != Kind::table) return setting.words();
  if (setting.children.empty()) return "{}";
  return cat("{ ", inline_children(setting, true), " }");
}

void write_values(const Setting& table, std::string& out) {
  for (const auto& child : table.children) {
    out += cat(written_key(child.key), " = ", inline_value(child), '\n');
  }
}

nlohmann::ordered_json json_of(const Setting& setting) {
  switch (setting.kind) {
    case Kind::table: {
      auto object = nlohmann::ordered_json::object();
      for (const auto& child : setting.children) object[child.key] = json_of(child);
      return object;
    }
    case Kind::list: {
      auto array = nlohmann::ordered_json::array();
      for (const auto& child : setting.children) array.push_back(json_of(child));
      return array;
    }
    case Kind::number:
      return setting.number;
    case Kind::flag:
      return setting.flag;
    case Kind::text:
    case Kind::other:
      return setting.text;
  }
  return {};
}

}  // namespace

std::string to_toml(const Setting& table) {
  std::string out;
  for (const auto& child : table.children) {
    if (!is_section(child)) out += cat(written_key(child.key), " = ", inline_value(child), '\n');
  }
  for (const auto& child : table.children) {
    if (!is_section(child)) continue;
    if (child.kind == Kind::table) {
      out += cat("\n[", written_key(child.key), "]\n");
      write_values(child, out);
      continue;
    }
    for (const auto& item : child.children) {
      out += cat("\n[[", written_key(child.key), "]]\n");
      write_values(item, out);
    }
  }
  return out;
}

std::string to_json(const Setting& table) {
  return json_of(table).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace adder
