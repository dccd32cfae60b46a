#pragma once

#include "base/core/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr;

namespace adder::net {

// Whether an address belongs to the whole internet, to some network, or to a cloud's metadata
// service, which hands out passwords and is never what an index means.
//
// An IPv4 address inside an IPv6 one (mapped, NAT64, 6to4) counts as what it leads to.
enum class Reach { everywhere, local, metadata };

Reach reach_of(const sockaddr& address);
// For IP literals; nothing else is looked up.
bool is_ip_literal(std::string_view host);
Reach reach_of_literal(std::string_view host);

// An IP literal in the one spelling by which it can be compared: 127.1 is 127.0.0.1, 0:0::1 is ::1,
// ::ffff:10.0.0.1 is 10.0.0.1. Empty for what is no address.
std::string canonical_literal(std::string_view host);
std::string canonical_literal(const sockaddr& address);

// Whether the last label is a number, so that the host is an IPv4 address or nonsense.
bool ends_in_a_number(std::string_view host);

// Whose requests these are: what a section of adder.toml allows its upstream to lead us to.
//
// Made once from the section's upstream URLs. Credentials in those URLs, and the token, go to that
// very host and port and nowhere else.
struct Scope {
  std::vector<std::string> upstreams = {};  // URLs, credentials included
  std::vector<std::string> hosts = {};      // further host names or addresses that may be local
  std::string token = {};                   // sent as a bearer token
  std::string name = {};                    // the section, for messages
};

}  // namespace adder::net
