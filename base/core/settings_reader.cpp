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

SettingsReader::SettingsReader(const Source& source, Findings& findings)
    : source_(source), findings_(findings), table_(*source.root) {}

SettingsReader::SettingsReader(const SettingsReader& parent, const Setting& table,
                               std::string_view key, Shape shape)
    : source_(parent.source_),
      findings_(parent.findings_),
      table_(table),
      name_(parent.full_name(key)),
      shape_(parent.shape_ == Shape::list ? Shape::list : shape) {}

void SettingsReader::finish() {
  for (const auto& child : table_.children) {
    if (std::ranges::find(known_, child.key) == known_.end()) unknown(child);
  }
}

void SettingsReader::unknown(const Setting& setting) {
  const auto meant = nearest(setting.key, known_);
  const auto name = printable(setting.key);
  const bool section = name_.empty() && setting.kind == Kind::table;
  auto what = section ? cat("unknown section [", name, "]") : cat("unknown key '", name, "'");
  if (!name_.empty()) what += cat(" in [", name_, "]");
  if (!meant.empty()) what += cat(", did you mean '", meant, "'?");
  findings_.problems.push_back({source_.file, setting.line, std::move(what)});
}

std::string SettingsReader::full_name(std::string_view key) const {
  return name_.empty() ? std::string(key) : cat(name_, '.', key);
}

std::string SettingsReader::variable_for(std::string_view key) const {
  auto name = cat("ADDER_", full_name(key));
  for (auto& letter : name) {
    if (letter == '.' || letter == '-') letter = '_';
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return name;
}

std::optional<SettingsReader::Value> SettingsReader::find(std::string_view key, Shape shape) {
  known_.emplace_back(key);
  if (shape_ == Shape::single) {
    auto variable = variable_for(key);
    (shape == Shape::single ? findings_.settings : findings_.lists).insert(variable);
    const auto found = source_.variables->find(variable);
    if (shape == Shape::single && found != source_.variables->end()) {
      return Value{.setting = {.kind = Kind::text, .text = found->second},
                   .variable = std::move(variable)};
    }
  }
  const auto* const setting = table_.find(key);
  if (setting == nullptr) return {};
  return Value{.setting = *setting, .variable = {}};
}

void SettingsReader::complain(const Value& value, std::string_view key, std::string_view what) {
  if (!value.variable.empty()) {
    findings_.problems.push_back({value.variable, 0, std::string(what)});
  } else {
    findings_.problems.push_back(
        {source_.file, value.setting.line, cat(full_name(key), ": ", what)});
  }
}

void SettingsReader::expected(const Value& value, std::string_view key, std::string_view what) {
  complain(value, key, cat("expected ", what, ", found ", value.setting.words()));
}

void SettingsReader::missing(std::string_view key) {
  findings_.problems.push_back({source_.file, table_.line, cat(full_name(key), " is missing")});
}

bool SettingsReader::passes(const Value& value, std::string_view key, const std::string& text,
                            const Check& check) {
  // Settings become paths, headers and lines of files: none of those can hold these.
  const bool steers = std::ranges::any_of(
      text, [](char letter) { return letter == '\0' || letter == '\r' || letter == '\x7f'; });
  if (steers) return complain(value, key, "control characters are not allowed"), false;
  if (!check) return true;
  const auto verdict = check(text);
  if (verdict) return true;
  complain(value, key, verdict.error().words());
  return false;
}

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

bool SettingsReader::names(std::string_view key) const {
  return table_.find(key) != nullptr;
}

void SettingsReader::absent(std::string_view key) {
  known_.emplace_back(key);
}

void SettingsReader::table(std::string_view key, const Describe& describe) {
  known_.emplace_back(key);
  static const Setting kNothing;
  const auto* const found = table_.find(key);
  const bool usable = found != nullptr && found->kind == Kind::table;
  if (found != nullptr && !usable) {
    expected({.setting = *found, .variable = {}}, key, cat("one section [", full_name(key), "]"));
  }
  SettingsReader part(*this, usable ? *found : kNothing, key, Shape::single);
  describe(part);
  part.finish();
}

void SettingsReader::tables(std::string_view key, std::size_t /*count*/,
                            const std::function<void(std::size_t)>& resize,
                            const std::function<void(Fields&, std::size_t)>& describe) {
  known_.emplace_back(key);
  const auto* const found = table_.find(key);
  if (found == nullptr) return;
  const auto is_table = [](const Setting& item) {
    return item.kind == Kind::table;
  };
  if (found->kind != Kind::list || !std::ranges::all_of(found->children, is_table)) {
    return expected(
        {.setting = *found, .variable = {}}, key,
        cat("sections [[", full_name(key), "]] in double brackets, or a list of tables"));
  }
  resize(found->children.size());
  for (std::size_t at = 0; at < found->children.size(); ++at) {
    SettingsReader part(*this, found->children[at], key, Shape::list);
    describe(part, at);
    part.finish();
  }
}

}  // namespace adder
