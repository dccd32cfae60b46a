#include "base/core/units.h"

#include "base/core/text.h"

#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace adder {

namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array<Unit, 10> kSizes = {{
    {"", 1},
    {"B", 1},
    {"kB", 1'000},
    {"MB", 1'000'000},
    {"GB", 1'000'000'000},
    {"TB", 1'000'000'000'000},
    {"KiB", std::uint64_t{1} << 10U},
    {"MiB", std::uint64_t{1} << 20U},
    {"GiB", std::uint64_t{1} << 30U},
    {"TiB", std::uint64_t{1} << 40U},
}};

constexpr std::array<Unit, 5> kDurations = {{
    {"s", 1},
    {"m", 60},
    {"h", 3'600},
    {"d", 86'400},
    {"w", 604'800},
}};

// Nobody means more, and less can be added to any date without running over.
constexpr std::uint64_t kLongestDuration = std::uint64_t{36'525} * 86'400;

struct Quantity {
  std::string_view noun;      // a size
  std::string_view expected;  // 10GiB
  std::span<const Unit> units;
  std::uint64_t most;
};

std::vector<std::string> names_of(std::span<const Unit> units) {
  std::vector<std::string> names;
  for (const auto& unit : units) {
    if (!unit.name.empty()) names.emplace_back(unit.name);
  }
  return names;
}

Error no(const Quantity& quantity, std::string_view text, std::string_view why) {
  return {Error::Kind::invalid, cat("'", printable(text), "' is not ", quantity.noun, ": ", why)};
}

Error unknown_unit(const Quantity& quantity, std::string_view text, std::string_view unit) {
  const auto names = names_of(quantity.units);
  const auto units = join(names, ", ");
  if (unit.empty()) return no(quantity, text, cat("a unit is missing, one of ", units));
  // GB, Gb and gb are one mistake for the eye, but three for the distance between words.
  auto meant = nearest(unit, names);
  for (const auto& name : names) {
    if (lower(name) == lower(unit)) meant = name;
  }
  if (meant.empty()) {
    return no(quantity, text, cat("unknown unit '", printable(unit), "', one of ", units));
  }
  return no(quantity, text,
            cat("unknown unit '", printable(unit), "', did you mean '", meant, "'?"));
}

Result<std::uint64_t> parse(const Quantity& quantity, std::string_view text) {
  std::uint64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, number);
  if (problem == std::errc::invalid_argument) {
    return no(quantity, text,
              cat("expected a whole number and a unit, such as ", quantity.expected));
  }
  const auto unit = trim(std::string_view(rest, static_cast<std::size_t>(end - rest)));
  if (unit.starts_with('.'))
    return no(quantity, text, "expected a whole number, without fractions");
  for (const auto& [name, factor] : quantity.units) {
    if (name != unit) continue;
    const bool fits = problem == std::errc() && number <= quantity.most / factor;
    if (!fits) return no(quantity, text, "the number is too large");
    return number * factor;
  }
  return unknown_unit(quantity, text, unit);
}

// 1.4 below ten, whole numbers above.
std::string rounded(std::uint64_t value, std::uint64_t unit) {
  const auto tenths = (value / (unit / 10) + (value % (unit / 10) >= unit / 20 ? 1 : 0));
  if (tenths >= 100) return cat(value / unit + (value % unit >= unit / 2 ? 1 : 0));
  if (tenths % 10 == 0) return cat(tenths / 10);
  return cat(tenths / 10, '.', tenths % 10);
}

}  // namespace

Result<std::uint64_t> parse_size(std::string_view text) {
  const auto trimmed = trim(text);
  if (trimmed.empty()) return std::uint64_t{0};
  return parse({.noun = "a size",
                .expected = "10GiB",
                .units = kSizes,
                .most = std::numeric_limits<std::int64_t>::max()},
               trimmed);
}

Result<std::uint64_t> parse_rate(std::string_view text) {
  auto trimmed = trim(text);
  if (trimmed.empty() || trimmed == "0") return std::uint64_t{0};
  if (!trimmed.ends_with("/s")) {
    return Error(Error::Kind::invalid,
                 cat("'", printable(trimmed),
                     "' is not a rate: expected a size followed by /s, such as 200MB/s"));
  }
  trimmed.remove_suffix(2);
  trimmed = trim(trimmed);
  if (trimmed.empty())
    return Error(Error::Kind::invalid, "'/s' is not a rate: the number is missing");
  return parse_size(trimmed);
}

Result<std::chrono::seconds> parse_duration(std::string_view text) {
  const auto trimmed = trim(text);
  if (trimmed.empty() || trimmed == "0") return std::chrono::seconds(0);
  TRY_ASSIGN(
      const auto seconds,
      parse(
          {.noun = "a duration", .expected = "24h", .units = kDurations, .most = kLongestDuration},
          trimmed));
  return std::chrono::seconds(seconds);
}

std::string human_size(std::uint64_t bytes) {
  if (bytes < 1'000) return cat(bytes, " B");
  auto unit = kSizes.begin() + 2;
  // 999.6 kB would be shown as 1000 kB: from there on the next unit says it better.
  while (unit->name != "TB" && bytes >= unit->factor * 1'000 - unit->factor / 2) ++unit;
  return cat(rounded(bytes, unit->factor), " ", unit->name);
}

std::string human_duration(std::chrono::seconds duration) {
  const auto seconds = duration.count();
  if (seconds < 0) return cat("-", human_duration(-duration));
  if (seconds < 60) return cat(seconds, "s");
  if (seconds < 3'600) return cat(seconds / 60, "m ", seconds % 60, "s");
  if (seconds < 86'400) return cat(seconds / 3'600, "h ", seconds % 3'600 / 60, "m");
  return cat(seconds / 86'400, "d ", seconds % 86'400 / 3'600, "h");
}

std::string human_count(std::uint64_t number, std::string_view noun) {
  return cat(number, ' ', noun, number == 1 ? "" : "s");
}

}  // namespace adder
