#include "base/core/settings_writer.h"

#include "base/core/secrets.h"
#include "base/core/text.h"

namespace adder {

namespace {

using Kind = Setting::Kind;

std::string shown(const std::string& text, const TextRule& rule) {
  return rule.shown == TextRule::Shown::without_secrets ? masked(text) : text;
}

// The largest unit that needs no fraction, so that what is shown can be read again.
std::string exact_size(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 4> binary = {"TiB", "GiB", "MiB", "KiB"};
  constexpr std::array<std::string_view, 4> decimal = {"TB", "GB", "MB", "kB"};
  std::uint64_t large = std::uint64_t{1} << 40U;
  for (const auto unit : binary) {
    if (bytes >= large && bytes % large == 0) return cat(bytes / large, unit);
    large >>= 10U;
  }
  large = 1'000'000'000'000;
  for (const auto unit : decimal) {
    if (bytes >= large && bytes % large == 0) return cat(bytes / large, unit);
    large /= 1'000;
  }
  return cat(bytes, "B");
}

std::string exact_duration(std::chrono::seconds duration) {
  const auto seconds = duration.count();
  // One day is said as 24h.
  if (seconds > 86'400 && seconds % 86'400 == 0) return cat(seconds / 86'400, 'd');
  if (seconds >= 3'600 && seconds % 3'600 == 0) return cat(seconds / 3'600, 'h');
  if (seconds >= 60 && seconds % 60 == 0) return cat(seconds / 60, 'm');
  return cat(seconds, 's');
}

}  // namespace

Setting& SettingsWriter::add(std::string_view key, Kind kind) {
  return table_.children.emplace_back(Setting{.kind = kind, .key = std::string(key)});
}

void SettingsWriter::add_text(std::string_view key, std::string text) {
  add(key, Kind::text).text = std::move(text);
}

void SettingsWriter::text(std::string_view key, std::string& value, const TextRule& rule) {
  add_text(key, shown(value, rule));
}

void SettingsWriter::path(std::string_view key, std::filesystem::path& value,
                          const TextRule& /*rule*/) {
  add_text(key, value.string());
}

void SettingsWriter::flag(std::string_view key, bool& value) {
  add(key, Kind::flag).flag = value;
}

void SettingsWriter::number(std::string_view key, int& value, const Bounds& /*bounds*/) {
  add(key, Kind::number).number = value;
}

void SettingsWriter::size(std::string_view key, std::uint64_t& value) {
  add_text(key, value == 0 ? "" : exact_size(value));
}

void SettingsWriter::rate(std::string_view key, std::uint64_t& value) {
  add_text(key, value == 0 ? "" : cat(exact_size(value), "/s"));
}

void SettingsWriter::duration(std::string_view key, std::chrono::seconds& value) {
  add_text(key, exact_duration(value));
}

void SettingsWriter::texts(std::string_view key, std::vector<std::string>& values,
                           const TextRule& rule) {
  auto& list = add(key, Kind::list);
  for (const auto& value : values) {
    list.children.push_back({.kind = Kind::text, .text = shown(value, rule)});
  }
}

void SettingsWriter::paths(std::string_view key, std::vector<std::filesystem::path>& values,
                           const TextRule& /*rule*/) {
  auto& list = add(key, Kind::list);
  for (const auto& value : values) {
    list.children.push_back({.kind = Kind::text, .text = value.string()});
  }
}

void SettingsWriter::pairs(std::string_view key, std::map<std::string, std::string>& values,
                           const Check& /*check*/) {
  auto& pairs = add(key, Kind::table);
  for (const auto& [name, value] : values) {
    pairs.children.push_back({.kind = Kind::text, .key = name, .text = value});
  }
}

void SettingsWriter::flag_or_path(std::string_view key, bool& enabled,
                                  std::filesystem::path& file) {
  if (file.empty()) return flag(key, enabled);
  path(key, file, {});
}

void SettingsWriter::one_of(std::string_view key, std::size_t& index,
                            std::span<const std::string_view> words) {
  add_text(key, std::string(words[index]));
}

void SettingsWriter::table(std::string_view key, const Describe& describe) {
  SettingsWriter part(add(key, Kind::table));
  describe(part);
}

void SettingsWriter::tables(std::string_view key, std::size_t count,
                            const std::function<void(std::size_t)>& /*resize*/,
                            const std::function<void(Fields&, std::size_t)>& describe) {
  auto& list = add(key, Kind::list);
  for (std::size_t at = 0; at < count; ++at) {
    SettingsWriter part(list.children.emplace_back());
    describe(part, at);
  }
}

}  // namespace adder
