#include "base/conda/channel_name.h"

#include "base/conda/subdir.h"
#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>

namespace adder::conda {

namespace {

constexpr std::size_t kMostSegments = 4;
constexpr std::size_t kLongestSegment = 128;  // as long as a label may be (CEP 26)

bool is_lower_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z');
}

bool may_stand_in_segment(char c) {
  return is_lower_alphanumeric(c) || c == '.' || c == '_' || c == '-';
}

// Empty: nothing.
std::string wrong_with_segment(std::string_view segment) {
  if (segment.empty()) return "a segment is empty";
  if (segment.size() > kLongestSegment) {
    return cat("a segment is longer than ", kLongestSegment, " characters");
  }
  if (!is_lower_alphanumeric(segment.front()) ||
      !std::ranges::all_of(segment, may_stand_in_segment)) {
    return cat("the segment ", quoted(segment),
               " must begin with a lower-case letter or digit and hold only those, '.', '_' and "
               "'-'");
  }
  if (is_known_subdir(segment)) return cat("the segment ", quoted(segment), " is a subdir");
  return {};
}

Error not_a_channel(std::string_view text, std::string_view why) {
  return {Error::Kind::invalid, cat(quoted(text), " is not the name of a channel: ", why)};
}

}  // namespace

Result<ChannelName> ChannelName::parse(std::string_view text) {
  const auto segments = split(text, '/');
  if (segments.size() > kMostSegments) {
    return not_a_channel(text, cat("it has more than ", kMostSegments, " segments"));
  }
  for (const auto segment : segments) {
    const auto wrong = wrong_with_segment(segment);
    if (!wrong.empty()) return not_a_channel(text, wrong);
  }
  if (segments.front() == "site") return not_a_channel(text, "'site' is adder's own");
  return ChannelName(std::string(text));
}

}  // namespace adder::conda
