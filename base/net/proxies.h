#pragma once

#include "base/core/result.h"
#include "base/net/url.h"

#include <string>
#include <vector>

namespace adder::net {

// Which proxy a request goes through: the configured one, else what the environment names in
// http_proxy, https_proxy and all_proxy; none for the hosts of no_proxy. Read once, and handed to
// libcurl with each request, so that both of us know whose address we connect to.
class Proxies {
 public:
  static Result<Proxies> open(const std::string& configured);

  // The proxy's URL, credentials included; empty: none.
  const std::string& for_url(const Url& url) const;

 private:
  std::string http_;
  std::string https_;
  std::vector<std::string> exempt_;
};

}  // namespace adder::net
