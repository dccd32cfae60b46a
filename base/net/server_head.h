#pragma once

#include "base/core/clock.h"
#include "base/net/client.h"
#include "base/net/http_fields.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace adder::net {

// All that a server said before the body, read line by line as it arrives.
//
// Interim answers (1xx) are forgotten when the next one begins; what follows the body (trailers) is
// not heard at all.
class ServerHead {
 public:
  void add(std::string_view line, Time now);
  void clear() { *this = {}; }
  bool is_complete() const { return complete_; }
  // Whether a body is to come that is what was asked for, or a part of it.
  bool brings_the_body() const { return head.status == 200 || head.status == 206; }

  Head head;
  std::string location;
  std::string content_encoding;  // lower case
  std::optional<ContentRange> content_range;
  std::optional<std::chrono::seconds> retry_after;

 private:
  void take(const Field& field, Time now);

  bool complete_ = false;
};

}  // namespace adder::net
