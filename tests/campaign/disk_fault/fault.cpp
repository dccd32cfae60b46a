#include "tests/campaign/disk_fault/fault.h"

#include <cerrno>
#include <charconv>
#include <cstring>

namespace adder::testing {
namespace {

std::optional<int> parse_number(std::string_view text) {
  int number = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, trouble] = std::from_chars(text.data(), end, number);
  if (trouble != std::errc() || stopped != end) return std::nullopt;
  return number;
}

std::optional<int> parse_errno(std::string_view name) {
  for (const int error : {EIO, ENOSPC, EDQUOT, EROFS, EMLINK, EACCES}) {
    if (name == strerrorname_np(error)) return error;
  }
  return std::nullopt;
}

std::optional<Fault> failing(Mishap mishap, std::string_view name) {
  const auto error = parse_errno(name);
  if (!error) return std::nullopt;
  return Fault{.mishap = mishap, .at = {}, .error = *error, .word = {}};
}

}  // namespace

std::string words(const Point& point) {
  return std::to_string(point.thread) + ':' + point.name + ':' + std::to_string(point.count);
}

std::optional<Point> parse_point(std::string_view text) {
  const auto first = text.find(':');
  const auto last = text.rfind(':');
  if (first == text.npos || first == last) return std::nullopt;
  const auto thread = parse_number(text.substr(0, first));
  const auto count = parse_number(text.substr(last + 1));
  if (!thread || !count) return std::nullopt;
  return Point{*thread, std::string(text.substr(first + 1, last - first - 1)), *count};
}

std::optional<Fault> parse_fault(std::string_view text) {
  const auto equals = text.find('=');
  const auto kind = text.substr(0, equals);
  const auto rest = equals == text.npos ? std::string_view() : text.substr(equals + 1);
  if (kind == "kill") return Fault{.mishap = Mishap::kill, .at = {}, .word = {}};
  if (kind == "short") return Fault{.mishap = Mishap::cut_short, .at = {}, .word = {}};
  if (kind == "skip") return Fault{.mishap = Mishap::skip, .at = {}, .word = std::string(rest)};
  if (kind == "run") return Fault{.mishap = Mishap::run, .at = {}, .word = std::string(rest)};
  if (kind == "fail") return failing(Mishap::fail, rest);
  if (kind == "stay") return failing(Mishap::stay, rest);
  return std::nullopt;
}

Point Counter::next(int thread, const char* name) {
  return {thread, name, ++seen_[{thread, name}]};
}

}  // namespace adder::testing
