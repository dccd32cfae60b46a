#include "base/pypi/core_metadata.h"

#include "base/core/text.h"
#include "base/core/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace adder::pypi {

namespace {

constexpr std::size_t kMostBytes = std::size_t{16} << 20;

using Text = std::string CoreMetadataFile::*;
using List = std::vector<std::string> CoreMetadataFile::*;

constexpr std::array<std::pair<std::string_view, Text>, 5> kTexts = {{
    {"name", &CoreMetadataFile::name},
    {"version", &CoreMetadataFile::version},
    {"metadata-version", &CoreMetadataFile::metadata_version},
    {"requires-python", &CoreMetadataFile::requires_python},
    {"summary", &CoreMetadataFile::summary},
}};
constexpr std::array<std::pair<std::string_view, List>, 3> kLists = {{
    {"requires-dist", &CoreMetadataFile::requires_dist},
    {"provides-extra", &CoreMetadataFile::provides_extra},
    {"dynamic", &CoreMetadataFile::dynamic},
}};

// Takes the first line off the text, whichever way it ends.
std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find_first_of("\r\n"), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(end);
  if (!text.empty()) text.remove_prefix(text.starts_with("\r\n") ? 2 : 1);
  return line;
}

// The name in front of the colon in lower case, or nothing where the line is no header.
std::string header_name(std::string_view line) {
  const auto name = line.substr(0, line.find(':'));
  const bool is_name = name.size() < line.size() &&
                       std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7f; });
  return is_name ? lower(name) : std::string();
}

// Where the value of this header goes; null: nobody wants it. Of texts the first one counts.
std::string* place_for(const std::string& name, CoreMetadataFile& metadata) {
  const auto is_it = [&](const auto& known) {
    return known.first == name;
  };
  if (const auto text = std::ranges::find_if(kTexts, is_it); text != kTexts.end()) {
    auto& value = metadata.*text->second;
    return value.empty() ? &value : nullptr;
  }
  const auto list = std::ranges::find_if(kLists, is_it);
  return list == kLists.end() ? nullptr : &(metadata.*list->second).emplace_back();
}

std::string clean(std::string_view text) {
  text = trim(text);
  if (!find_bad_utf8(text)) return std::string(text);
  std::string out;
  for (const char c : text) append_utf8(out, static_cast<unsigned char>(c));
  return out;
}

void clean_all(CoreMetadataFile& metadata) {
  for (const auto& [name, text] : kTexts) metadata.*text = clean(metadata.*text);
  for (const auto& [name, list] : kLists) {
    for (auto& value : metadata.*list) value = clean(value);
  }
  for (auto& field : metadata.dynamic) field = lower(field);
}

// "2.10" is later than "2.2".
bool is_at_least_2_2(std::string_view version) {
  const auto number = [](std::string_view text) {
    unsigned value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  const auto dot = version.find('.');
  const auto major = number(version.substr(0, dot));
  const auto minor = dot == version.npos ? 0 : number(version.substr(dot + 1));
  return major > 2 || (major == 2 && minor >= 2);
}

Error not_metadata(std::string_view why) {
  return {Error::Kind::corrupt, cat("not core metadata: ", why)};
}

}  // namespace

bool CoreMetadataFile::dependencies_are_static() const {
  return is_at_least_2_2(metadata_version) &&
         std::ranges::find(dynamic, "requires-dist") == dynamic.end();
}

Result<CoreMetadataFile> parse_core_metadata(std::string_view text) {
  if (text.size() > kMostBytes) return not_metadata(cat("longer than ", kMostBytes, " bytes"));
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  CoreMetadataFile metadata;
  std::string* value = nullptr;
  while (!text.empty()) {
    const auto line = take_line(text);
    if (line.empty()) break;  // what follows is for people
    if (line[0] == ' ' || line[0] == '\t') {
      if (value != nullptr) *value += cat(' ', trim(line));
      continue;
    }
    const auto name = header_name(line);
    if (name.empty()) continue;
    value = place_for(name, metadata);
    if (value != nullptr) *value = line.substr(name.size() + 1);
  }
  clean_all(metadata);
  if (metadata.name.empty()) return not_metadata("it has no 'Name'");
  return metadata;
}

bool dependencies_are_known(const CoreMetadataFile& metadata, FileKind kind) {
  if (kind == FileKind::wheel) return true;
  return kind == FileKind::sdist && metadata.dependencies_are_static();
}

}  // namespace adder::pypi
