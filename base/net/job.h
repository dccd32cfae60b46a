#pragma once

#include "base/net/client.h"
#include "base/net/rate_ceiling.h"
#include "base/net/scope_rules.h"
#include "base/net/url.h"

#include <cstdint>
#include <optional>
#include <string>

namespace adder::net {

// One request on its way, through all its attempts and redirects.
struct Job {
  Request request;
  Client::Done done;
  std::uint64_t number = 0;  // jobs are numbered as they were started
  ScopeRules* rules = nullptr;

  Url url;                      // where it is now
  std::optional<Error> broken;  // why there is no such place
  std::string host;             // whose place it takes: the key in the schedule
  bool has_place = false;       // it takes it now
  int attempt = 1;
  int redirects = 0;
  bool ranges = true;        // false once the server has shown that it cannot resume
  bool was_put_off = false;  // by a 429 or 503
  std::uint64_t received = 0;
  std::uint64_t reached = 0;       // the furthest byte of the body any attempt came to
  std::uint64_t counted_from = 0;  // what was reached when attempts were last counted from one
  Moment started;
};

}  // namespace adder::net
