#include "base/net/http_fields.h"

#include "base/core/text.h"

#include <algorithm>
#include <charconv>

namespace adder::net {

namespace {

constexpr std::chrono::hours kLongestWait{24 * 366};
constexpr std::size_t kLongestEtag = 1'024;

char lower_letter(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Printable ASCII: it cannot end a header line.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f; });
}

}  // namespace

bool Field::is(std::string_view other_name) const {
  return std::ranges::equal(name, other_name, {}, lower_letter, lower_letter);
}

std::optional<Field> parse_field(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == line.npos || colon == 0) return {};
  return Field{.name = line.substr(0, colon), .value = trim(line.substr(colon + 1))};
}

std::optional<int> parse_status_line(std::string_view line) {
  if (!line.starts_with("HTTP/")) return {};
  const auto space = line.find(' ');
  if (space == line.npos) return {};
  const auto status = parse_whole_number(line.substr(space + 1, 3));
  if (!status || *status < 100 || *status > 999) return {};
  return static_cast<int>(*status);
}

std::optional<std::uint64_t> parse_whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, number);
  if (problem != std::errc() || rest != end) return {};
  return number;
}

std::optional<ContentRange> parse_content_range(std::string_view value) {
  constexpr std::string_view unit = "bytes ";
  if (!value.starts_with(unit)) return {};
  value.remove_prefix(unit.size());
  const auto dash = value.find('-');
  const auto slash = value.find('/');
  if (dash == value.npos || slash == value.npos || slash < dash) return {};

  const auto first = parse_whole_number(value.substr(0, dash));
  const auto last = parse_whole_number(value.substr(dash + 1, slash - dash - 1));
  const auto total = parse_whole_number(value.substr(slash + 1));
  if (!first || !last || *first > *last) return {};
  if (!total && value.substr(slash + 1) != "*") return {};
  if (total && *last >= *total) return {};
  return ContentRange{.first = *first, .last = *last, .total = total};
}

std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, Time now) {
  if (value.empty()) return {};
  if (value.find_first_not_of("0123456789") == value.npos) {
    const auto longest = std::chrono::seconds(kLongestWait);
    const auto seconds = parse_whole_number(value);
    const bool absurd = !seconds || *seconds > static_cast<std::uint64_t>(longest.count());
    return absurd ? longest : std::chrono::seconds(*seconds);
  }
  const auto date = parse_http_date(value);
  if (!date) return {};
  return std::clamp<std::chrono::seconds>(*date - now, std::chrono::seconds(0), kLongestWait);
}

bool is_etag(std::string_view value) {
  if (value.starts_with("W/")) value.remove_prefix(2);
  if (value.size() < 2 || value.size() > kLongestEtag) return false;
  if (value.front() != '"' || value.back() != '"') return false;
  const auto inside = value.substr(1, value.size() - 2);
  return is_plain(inside) && inside.find_first_of(" \"") == inside.npos;
}

bool is_strong_etag(std::string_view value) {
  return value.starts_with('"') && is_etag(value);
}

bool is_date(std::string_view value) {
  return is_plain(value) && parse_http_date(value).has_value();
}

}  // namespace adder::net
