#include "base/net/proxies.h"

#include "base/core/text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <initializer_list>

namespace adder::net {

namespace {

const std::string kNone;

std::string first_set(std::initializer_list<const char*> names) {
  for (const auto* const name : names) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return {};
}

// ".example.org" and "example.org" both mean that domain and all hosts in it.
bool covers(std::string_view entry, std::string_view host) {
  if (entry == "*") return true;
  if (entry.starts_with('.')) entry.remove_prefix(1);
  if (entry.empty() || !host.ends_with(entry)) return false;
  host.remove_suffix(entry.size());
  return host.empty() || host.ends_with('.');
}

}  // namespace

Result<Proxies> Proxies::open(const std::string& configured) {
  constexpr std::array schemes = {"http://",    "https://",  "socks4://",
                                  "socks4a://", "socks5://", "socks5h://"};
  const auto known = [&](const char* scheme) {
    return lower(configured).starts_with(scheme);
  };
  const bool has_scheme = configured.find("://") != configured.npos;
  if (has_scheme && std::ranges::none_of(schemes, known)) {
    return Error(Error::Kind::invalid,
                 cat("proxy '", without_secrets(configured),
                     "': expected http, https, socks4, socks4a, socks5 or socks5h"));
  }
  Proxies proxies;
  // Upper-case HTTP_PROXY is not read: behind CGI, a client of ours could set it by a header.
  proxies.http_ =
      !configured.empty() ? configured : first_set({"http_proxy", "all_proxy", "ALL_PROXY"});
  proxies.https_ = !configured.empty()
                       ? configured
                       : first_set({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
  const auto exempt = lower(first_set({"no_proxy", "NO_PROXY"}));
  for (const auto entry : split(exempt, ',')) proxies.exempt_.emplace_back(trim(entry));
  return proxies;
}

const std::string& Proxies::for_url(const Url& url) const {
  const auto exempt = [&](const std::string& entry) {
    return covers(entry, url.host);
  };
  if (std::ranges::any_of(exempt_, exempt)) return kNone;
  return url.scheme == "https" ? https_ : http_;
}

}  // namespace adder::net
