#pragma once

#include "base/core/result.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace adder {

using Time = std::chrono::sys_seconds;

// Tells the time. SOURCE_DATE_EPOCH stops it, so that what is published and recorded is the same
// bytes at every repetition; waiting and measuring use std::chrono::steady_clock instead.
class Clock {
 public:
  static Result<Clock> from_environment();
  explicit Clock(std::optional<Time> stopped_at = {}) : stopped_at_(stopped_at) {}

  Time now() const;

 private:
  std::optional<Time> stopped_at_;
};

// 2026-11-20T13:12:00Z, always UTC.
std::string rfc3339(Time time);

// Also takes fractions of a second (cut off) and offsets such as +02:00.
Result<Time> parse_rfc3339(std::string_view text);

// Also takes 2026-11-20: the first second of that day, UTC.
Result<Time> parse_day_or_time(std::string_view text);

// "Fri, 20 Nov 2026 13:12:00 GMT", as HTTP writes it.
std::optional<Time> parse_http_date(std::string_view text);

}  // namespace adder
