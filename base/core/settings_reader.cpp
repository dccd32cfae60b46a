#include "base/core/settings_reader.h"

#include "base/core/text.h"

#include <algorithm>

namespace adder {

namespace {

using Kind = Setting::Kind;

// What a section that is not there holds.
const Setting kNothing;

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
    findings_.problems.push_back({{}, 0, cat(value.variable, ": ", what)});
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

bool SettingsReader::names(std::string_view key) const {
  return table_.find(key) != nullptr;
}

void SettingsReader::absent(std::string_view key) {
  known_.emplace_back(key);
}

void SettingsReader::table(std::string_view key, const Describe& describe) {
  known_.emplace_back(key);
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
