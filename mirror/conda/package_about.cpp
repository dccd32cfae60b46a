#include "mirror/conda/package_about.h"

#include "base/conda/json_doubt.h"
#include "base/conda/raw_object.h"
#include "base/core/json_cursor.h"
#include "base/core/json_text.h"
#include "base/core/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace adder::mirror {

namespace {

using conda::RawObject;

constexpr std::size_t kLongestValue = std::size_t{64} << 10;

// As they stand in channeldata.json.
constexpr std::array<std::string_view, 15> kKeys = {
    "description",   "dev_url",        "doc_source_url", "doc_url",  "home",
    "icon_hash",     "icon_url",       "identifiers",    "keywords", "license",
    "recipe_origin", "source_git_url", "source_url",     "summary",  "tags"};

bool says_something(std::string_view json) {
  if (json == "null" || json == "false" || json == "\"\"" || json == "0") return false;
  JsonCursor cursor(json);
  if (cursor.take('[')) return !cursor.take(']');
  return !(cursor.take('{') && cursor.take('}'));
}

bool is_prose(std::string_view key) {
  return key == "description" || key == "summary";
}

// Some have a list of lines where others have a text.
std::optional<std::string> prose_of(std::string_view json) {
  std::string text;
  JsonCursor cursor(json);
  if (cursor.peek() == '"') {
    const auto whole = text_of_json(json);
    return whole ? std::optional(*whole) : std::nullopt;
  }
  if (!cursor.take('[')) return std::nullopt;
  while (cursor.peek() == '"') {
    const auto line = cursor.value();
    const auto part = line ? text_of_json(*line) : line.error();
    if (!part) return std::nullopt;
    text += *part;
    if (!cursor.take(',')) break;
  }
  return cursor.take(']') ? std::optional(text) : std::nullopt;
}

std::string on_one_line(std::string_view text) {
  std::string line(trim(text));
  std::ranges::replace(line, '\n', ' ');
  return line;
}

std::string value_of(std::string_view key, std::string_view json) {
  if (is_prose(key)) {
    if (const auto prose = prose_of(json)) return json_string(on_one_line(*prose));
  }
  std::string value;
  append_compact_json(value, json);
  return value;
}

// What an object says of the key; empty: nothing.
std::string value_in(const RawObject& object, std::string_view key) {
  const auto* const member = object.find(key);
  if (member == nullptr || member->value.size() > kLongestValue) return {};
  auto value = value_of(key, member->value);
  return says_something(value) ? value : std::string();
}

std::string value_in(const RecipeSource& source, std::string_view key) {
  if (key == "source_url") return source.url;
  return key == "source_git_url" ? source.git_url : std::string();
}

RawObject object_of(std::string_view about) {
  const auto doubt = conda::find_doubt(about);
  if (!doubt || *doubt) return {};
  auto object = RawObject::read(about);
  return object ? *std::move(object) : RawObject();
}

}  // namespace

Result<std::string> pick_about(std::string_view index, std::string_view about,
                               const RecipeSource& source) {
  TRY_ASSIGN(const auto of_index, RawObject::read(index));
  const auto of_about = object_of(about);
  std::string json = "{";
  for (const auto key : kKeys) {
    auto value = value_in(source, key);
    if (value.empty()) value = value_in(of_index, key);
    if (value.empty()) value = value_in(of_about, key);
    if (value.empty()) continue;
    if (json.size() > 1) json += ',';
    json += cat('"', key, "\":", value);
  }
  return json + '}';
}

}  // namespace adder::mirror
