#pragma once

#include "base/core/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace adder::net {

// One header line, "Name: value", white space around the value cut off.
struct Field {
  std::string_view name;
  std::string_view value;

  bool is(std::string_view other_name) const;  // whatever the case
};
std::optional<Field> parse_field(std::string_view line);

// The status of "HTTP/1.1 206 Partial Content"; nothing for what is no status line.
std::optional<int> parse_status_line(std::string_view line);

// A whole number without sign that fits.
std::optional<std::uint64_t> parse_whole_number(std::string_view text);

// "bytes 100-199/1000"; the total may be unknown.
struct ContentRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::optional<std::uint64_t> total;

  friend bool operator==(const ContentRange&, const ContentRange&) = default;
};
std::optional<ContentRange> parse_content_range(std::string_view value);

// Seconds or an HTTP date; a date that has passed is no wait at all. Never negative, never so long
// that adding it to a clock would overflow.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, Time now);

// "..." or W/"..." of characters that may be sent back in a request, and not absurdly long.
bool is_etag(std::string_view value);
// Only a strong validator promises the same bytes, so that a download may go on with it.
bool is_strong_etag(std::string_view value);

// A date as HTTP writes it, of characters that may be sent back.
bool is_date(std::string_view value);

}  // namespace adder::net
