#include "base/net/wire.h"

#include "base/core/text.h"

#include <unistd.h>

#include <algorithm>

namespace adder::net {

namespace {

Result<void> check_readable(const std::filesystem::path& file, std::string_view setting) {
  if (file.empty() || ::access(file.c_str(), R_OK) == 0) return {};
  return Error(Error::Kind::invalid, cat(setting, " '", file.native(), "': cannot be read"));
}

Result<void> check(const NetworkSettings& settings) {
  TRY(check_readable(settings.ca_file, "ca_file"));
  TRY(check_readable(settings.client_certificate, "client_certificate"));
  TRY(check_readable(settings.client_key, "client_key"));
  if (settings.connections < 1 || settings.per_host < 1)
    return Error(Error::Kind::invalid, "connections and per_host: expected at least 1");
  // It becomes a header line: nothing in it may end that line.
  if (printable(settings.contact) != settings.contact)
    return Error(Error::Kind::invalid, "contact: expected one line of text");
  return {};
}

std::string user_agent(const std::string& contact) {
  const std::string name = "adder/" ADDER_VERSION;
  return contact.empty() ? name : cat(name, " (", contact, ')');
}

void set_path(CURL* easy, CURLoption option, const std::filesystem::path& path) {
  if (!path.empty()) curl_easy_setopt(easy, option, path.c_str());
}

}  // namespace

Result<Wire> open_wire(NetworkSettings settings) {
  TRY(check(settings));
  TRY_ASSIGN(auto proxies, Proxies::open(settings.proxy));
  const RateCeiling ceiling(settings.rate);
  auto agent = user_agent(settings.contact);
  return Wire{.settings = std::move(settings),
              .proxies = std::move(proxies),
              .ceiling = ceiling,
              .user_agent = std::move(agent),
              .paused = {}};
}

Result<EasyHandle> new_easy_handle(const Wire& wire) {
  EasyHandle handle(curl_easy_init());
  if (!handle) return Error(Error::Kind::io, "libcurl: out of memory");
  auto* const easy = handle.get();
  const auto& settings = wire.settings;

  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  // Redirects are followed by us: each hop is judged like a first request.
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(easy, CURLOPT_USERAGENT, wire.user_agent.c_str());
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, settings.connect_timeout.count());
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(settings.stall_bytes));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, settings.stall_timeout.count());
  set_path(easy, CURLOPT_CAINFO, settings.ca_file);
  set_path(easy, CURLOPT_PROXY_CAINFO, settings.ca_file);
  set_path(easy, CURLOPT_SSLCERT, settings.client_certificate);
  set_path(easy, CURLOPT_SSLKEY, settings.client_key);
  return handle;
}

}  // namespace adder::net
