#pragma once

#include "base/core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace adder::net {

// An http, https or file URL in its parts, percent-encoding left as it came.
struct Url {
  std::string scheme;  // lower case
  std::string user_info;
  std::string host;        // lower case, IPv6 without brackets, numbers as a dotted quad
  std::uint16_t port = 0;  // the scheme's own when none is written
  std::string path;        // starts with a slash
  std::string query;       // with its question mark, or empty

  std::string words() const;  // fit to be shown: without credentials, query and conda's /t/TOKEN
  std::string full() const;   // the whole URL
  std::string public_part() const;  // the whole URL but credentials and query
  std::string origin() const;       // https://host:port

  friend bool operator==(const Url&, const Url&) = default;
};

// Refuses control characters, spaces, other schemes, broken hosts and ports.
Result<Url> parse_url(std::string_view text);

// What `reference` means on a page at `base`, dots resolved (RFC 3986). The fragment is dropped,
// and so are credentials: a stranger's page names none, and ours are not handed on.
Result<Url> resolve(const Url& base, std::string_view reference);

// What is no percent-encoding stays as it is.
std::string percent_decode(std::string_view text);

// file:///srv/channel of an absolute path.
std::string file_url(const std::filesystem::path& path);

// Any URL made fit to be shown: no user info, no query. Also for texts that do not parse.
std::string without_secrets(std::string_view text);

}  // namespace adder::net
