#pragma once

#include "base/net/client.h"
#include "base/net/curl_handle.h"
#include "base/net/proxies.h"
#include "base/net/rate_ceiling.h"

#include <deque>
#include <string>

namespace adder::net {

class Attempt;

// What all attempts of a client share.
struct Wire {
  NetworkSettings settings;
  Proxies proxies;
  RateCeiling ceiling;
  std::string user_agent;
  std::deque<Attempt*> paused;  // by the ceiling, the longest waiting first
};

// Checks the settings; what is wrong with them is said with the name they have in adder.toml.
Result<Wire> open_wire(NetworkSettings settings);

// An easy handle with everything set that is the same for each request.
Result<EasyHandle> new_easy_handle(const Wire& wire);

}  // namespace adder::net
