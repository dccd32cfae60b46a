#include "mirror/pypi/upstream_scope.h"

#include <cstdlib>
#include <utility>

namespace adder::mirror {

std::shared_ptr<const net::Scope> upstream_scope(const PypiConfig& config) {
  net::Scope scope{
      .upstreams = config.upstreams, .hosts = config.hosts, .token = {}, .name = "pypi"};
  if (const char* token = std::getenv(config.token_env.c_str()); token != nullptr) {
    scope.token = token;
  }
  return std::make_shared<const net::Scope>(std::move(scope));
}

}  // namespace adder::mirror
