#include "base/core/settings_reader.h"
#include "base/core/text.h"
#include "base/core/units.h"

#include <algorithm>
#include <charconv>

namespace adder {

namespace {

using Kind = Setting::Kind;

// What a variable holds is a text; where a number or a flag is meant, it is read as one.
void read_as_number(Setting& setting) {
  const auto* const end = setting.text.data() + setting.text.size();
  const auto [rest, problem] = std::from_chars(setting.text.data(), end, setting.number);
  if (problem == std::errc() && rest == end) setting.kind = Kind::number;
}

void read_as_flag(Setting& setting) {
  if (setting.text != "true" && setting.text != "false") return;
  setting.kind = Kind::flag;
  setting.flag = setting.text == "true";
}

std::string quoted_list(std::span<const std::string> words) {
  std::vector<std::string> quoted;
  for (const auto& word : words) quoted.push_back(cat('"', word, '"'));
  return join(quoted, ", ");
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const auto meant = nearest(word, candidates);
  return meant.empty() ? std::string() : cat(", did you mean \"", meant, "\"?");
}

}  // namespace

void SettingsReader::text(std::string_view key, std::string& value, const TextRule& rule) {
  const auto found = find(key);
  if (!found) {
    if (rule.presence == TextRule::Presence::required) missing(key);
  } else if (found->setting.kind != Kind::text) {
    expected(*found, key, "a text");
  } else if (passes(*found, key, found->setting.text, rule.check)) {
    value = found->setting.text;
  }
}

std::filesystem::path SettingsReader::resolved(const Value& value, const std::string& text) const {
  if (text.empty()) return {};
  const auto& start = value.variable.empty() ? source_.folder : source_.current;
  const auto whole = (start / text).lexically_normal();
  // dir/ and dir are the same place and are shown as one.
  return whole.has_filename() ? whole : whole.parent_path();
}

void SettingsReader::path(std::string_view key, std::filesystem::path& value,
                          const TextRule& rule) {
  const auto found = find(key);
  if (!found) {
    if (rule.presence == TextRule::Presence::required) missing(key);
  } else if (found->setting.kind != Kind::text) {
    expected(*found, key, "a path");
  } else if (passes(*found, key, found->setting.text, rule.check)) {
    value = resolved(*found, found->setting.text);
  }
}

void SettingsReader::flag(std::string_view key, bool& value) {
  auto found = find(key);
  if (!found) return;
  if (!found->variable.empty()) read_as_flag(found->setting);
  if (found->setting.kind != Kind::flag) return expected(*found, key, "true or false");
  value = found->setting.flag;
}

void SettingsReader::number(std::string_view key, int& value, const Bounds& bounds) {
  auto found = find(key);
  if (!found) return;
  if (!found->variable.empty()) read_as_number(found->setting);
  const auto number = found->setting.number;
  if (found->setting.kind == Kind::number && number >= bounds.least && number <= bounds.most) {
    value = static_cast<int>(number);
  } else if (bounds.most == std::numeric_limits<int>::max()) {
    expected(*found, key, cat("a whole number of at least ", bounds.least));
  } else {
    expected(*found, key, cat("a whole number from ", bounds.least, " to ", bounds.most));
  }
}

template <class Quantity>
void SettingsReader::quantity(std::string_view key, Quantity& quantity,
                              Result<Quantity> (*parse)(std::string_view)) {
  const auto found = find(key);
  if (!found) return;
  const bool readable = found->setting.kind == Kind::text || found->setting.kind == Kind::number;
  if (!readable) return expected(*found, key, "a number and a unit in quotes");
  const auto parsed =
      parse(found->setting.kind == Kind::text ? found->setting.text : found->setting.words());
  if (!parsed) return complain(*found, key, parsed.error().words());
  quantity = *parsed;
}

void SettingsReader::size(std::string_view key, std::uint64_t& value) {
  quantity(key, value, parse_size);
}

void SettingsReader::rate(std::string_view key, std::uint64_t& value) {
  quantity(key, value, parse_rate);
}

void SettingsReader::duration(std::string_view key, std::chrono::seconds& value) {
  quantity(key, value, parse_duration);
}

bool SettingsReader::read_texts(std::string_view key, const TextRule& rule,
                                std::vector<std::string>& texts, Value& value) {
  const bool lone = rule.lone == TextRule::Lone::taken;
  auto found = find(key, lone ? Shape::single : Shape::list);
  if (!found) {
    if (rule.presence == TextRule::Presence::required) missing(key);
    return false;
  }
  value = *std::move(found);
  if (lone && value.setting.kind == Kind::text) {
    value.setting = {.kind = Kind::list, .children = {value.setting}, .line = value.setting.line};
  }
  const auto* const what = lone ? "a text or a list of texts" : "a list of texts";
  if (value.setting.kind != Kind::list) return expected(value, key, what), false;
  bool good = true;
  for (const auto& item : value.setting.children) {
    const Value one{.setting = item, .variable = value.variable};
    if (item.kind != Kind::text) {
      expected(one, key, "only texts in the list");
      good = false;
    } else {
      good = passes(one, key, item.text, rule.check) && good;
    }
    texts.push_back(item.text);
  }
  if (rule.presence == TextRule::Presence::required && texts.empty()) {
    complain(value, key, "the list is empty");
    return false;
  }
  return good;
}

void SettingsReader::texts(std::string_view key, std::vector<std::string>& values,
                           const TextRule& rule) {
  std::vector<std::string> read;
  Value value;
  if (read_texts(key, rule, read, value)) values = std::move(read);
}

void SettingsReader::paths(std::string_view key, std::vector<std::filesystem::path>& values,
                           const TextRule& rule) {
  std::vector<std::string> read;
  Value value;
  if (!read_texts(key, rule, read, value)) return;
  values.clear();
  for (const auto& text : read) values.push_back(resolved(value, text));
}

void SettingsReader::pairs(std::string_view key, std::map<std::string, std::string>& values,
                           const Check& check) {
  const auto found = find(key, Shape::list);
  if (!found) return;
  if (found->setting.kind != Kind::table) return expected(*found, key, "a table of texts");
  std::map<std::string, std::string> read;
  for (const auto& child : found->setting.children) {
    const Value one{.setting = child, .variable = {}};
    const auto name = cat(key, '.', child.key);
    if (child.kind != Kind::text) {
      expected(one, name, "a text");
    } else if (passes(one, name, child.text, check)) {
      read[child.key] = child.text;
    }
  }
  values = std::move(read);
}

void SettingsReader::flag_or_path(std::string_view key, bool& enabled,
                                  std::filesystem::path& file) {
  auto found = find(key);
  if (!found) return;
  if (!found->variable.empty()) read_as_flag(found->setting);
  if (found->setting.kind == Kind::flag) {
    enabled = found->setting.flag;
    file.clear();
  } else if (found->setting.kind != Kind::text || found->setting.text.empty()) {
    expected(*found, key, "true, false or a path");
  } else if (passes(*found, key, found->setting.text, {})) {
    enabled = true;
    file = resolved(*found, found->setting.text);
  }
}

void SettingsReader::one_of(std::string_view key, std::size_t& index,
                            std::span<const std::string_view> words) {
  const auto found = find(key);
  if (!found) return;
  const std::vector<std::string> choices(words.begin(), words.end());
  if (found->setting.kind == Kind::text) {
    const auto at = std::ranges::find(choices, found->setting.text);
    if (at != choices.end()) {
      index = static_cast<std::size_t>(at - choices.begin());
      return;
    }
  }
  expected(*found, key, cat("one of ", quoted_list(choices)));
  findings_.problems.back().text += did_you_mean(found->setting.text, choices);
}

}  // namespace adder
