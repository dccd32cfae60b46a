#include "mirror/conda/recipe_source.h"

#include "base/core/json_text.h"
#include "base/core/text.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace {

using Lines = std::vector<std::string_view>;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool is_item(std::string_view line) {
  const auto text = trim(line);
  return text == "-" || text.starts_with("- ");
}

// All lines that say something.
Lines lines_of(std::string_view text) {
  Lines lines;
  for (auto line : split(text, '\n')) {
    while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
    if (!line.empty() && line[indent_of(line)] != '#') lines.push_back(line);
  }
  return lines;
}

// Behind a value may stand nothing but a comment.
bool is_end(std::string_view rest) {
  const auto text = trim(rest);
  return text.empty() || (text.starts_with('#') && rest.starts_with(' '));
}

// In quotes, without anything that quotes could change.
std::optional<std::string_view> quoted(std::string_view text) {
  const auto close = text.find(text.front(), 1);
  if (close == text.npos || !is_end(text.substr(close + 1))) return std::nullopt;
  const auto content = text.substr(1, close - 1);
  if (text.front() == '"' && content.find('\\') != content.npos) return std::nullopt;
  return content;
}

// Without quotes: a word with a slash in it is a string and nothing else.
std::optional<std::string_view> plain(std::string_view text) {
  text = trim(text.substr(0, text.find(" #")));
  const bool begins_well = is_letter_or_digit(text.front()) || text.front() == '/' ||
                           text.front() == '.' || text.front() == '$';
  const bool is_string =
      text.find('/') != text.npos && text.find(": ") == text.npos && !text.ends_with(':');
  return begins_well && is_string ? std::optional(text) : std::nullopt;
}

std::optional<std::string_view> scalar(std::string_view text) {
  text = trim(text);
  const bool is_ascii = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
  if (text.empty() || !is_ascii) return std::nullopt;
  return text.front() == '"' || text.front() == '\'' ? quoted(text) : plain(text);
}

// One key of a block, with the lines below it.
struct Entry {
  std::string_view key;
  std::string_view value;  // on the line of the key
  Lines below = {};
};

std::optional<Entry> entry_of(std::string_view line) {
  const auto text = line.substr(indent_of(line));
  const auto colon = text.find(':');
  if (colon == text.npos || colon == 0) return std::nullopt;
  const auto key = text.substr(0, colon);
  const bool is_name = std::ranges::all_of(
      key, [](char c) { return is_letter_or_digit(c) || c == '_' || c == '-'; });
  const auto value = text.substr(colon + 1);
  if (!is_name || !(value.empty() || value.starts_with(' '))) return std::nullopt;
  return Entry{.key = key, .value = is_end(value) ? std::string_view() : value};
}

// Nothing where it is no block of keys, or one stands twice.
std::vector<Entry> entries_of(const Lines& block) {
  std::vector<Entry> entries;
  for (const auto line : block) {
    const auto indent = indent_of(block.front());
    if (indent_of(line) < indent) return {};
    const bool is_below = indent_of(line) > indent || is_item(line);
    if (is_below && entries.empty()) return {};
    if (is_below) {
      entries.back().below.push_back(line);
      continue;
    }
    const auto entry = entry_of(line);
    if (!entry || std::ranges::count(entries, entry->key, &Entry::key) != 0) return {};
    entries.push_back(*entry);
  }
  return entries;
}

// The lines below the one `source:` of the recipe.
Lines source_block(const Lines& lines) {
  constexpr std::string_view source = "source:";
  const auto is_source = [&](std::string_view line) {
    return line.starts_with(source);
  };
  const auto found = std::ranges::find_if(lines, is_source);
  if (std::ranges::count_if(lines, is_source) != 1) return {};
  if (!is_end(found->substr(source.size()))) return {};
  const auto end = std::find_if(found + 1, lines.end(),
                                [](std::string_view line) { return indent_of(line) == 0; });
  // The dashes of a list need not stand further in than its key.
  if (end != lines.end() && is_item(*end)) return {};
  return {found + 1, end};
}

std::string list_json(const Lines& items) {
  std::string json;
  for (const auto item : items) {
    if (!is_item(item) || indent_of(item) != indent_of(items.front())) return {};
    const auto value = scalar(trim(item).substr(1));
    if (!value) return {};
    json += json.empty() ? '[' : ',';
    append_json_string(json, *value);
  }
  return json + ']';
}

std::string json_of(const Entry& entry) {
  if (!entry.below.empty()) return entry.value.empty() ? list_json(entry.below) : std::string();
  const auto value = entry.value.empty() ? std::nullopt : scalar(entry.value);
  return value ? json_string(*value) : std::string();
}

bool is_rendered(std::string_view meta_yaml) {
  return meta_yaml.find("{{") == meta_yaml.npos && meta_yaml.find("{%") == meta_yaml.npos;
}

bool is_one_document(const Lines& lines) {
  return std::ranges::none_of(lines, [](std::string_view line) {
    return line.starts_with("---") || line.starts_with("...");
  });
}

}  // namespace

RecipeSource read_recipe_source(std::string_view meta_yaml) {
  const auto lines = lines_of(meta_yaml);
  if (!is_rendered(meta_yaml) || !is_one_document(lines)) return {};
  const auto block = source_block(lines);
  RecipeSource source;
  if (block.empty()) return source;
  for (const auto& entry : entries_of(block)) {
    if (entry.key == "url") source.url = json_of(entry);
    if (entry.key == "git_url") source.git_url = json_of(entry);
  }
  return source;
}

}  // namespace adder::mirror
