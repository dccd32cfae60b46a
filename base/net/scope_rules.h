#pragma once

#include "base/core/result.h"
#include "base/io/inside.h"
#include "base/net/address.h"
#include "base/net/client.h"
#include "base/net/url.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

namespace adder::net {

// Who we say we are to one server.
struct Login {
  std::string user;
  std::string password;
  std::string token;
};

// What a section may ask for, and whom it may tell its secrets: its Scope, read once.
//
// Any public address is fine, because bytes are trusted by their hash. An address of some network
// is fine if it is one of the configured upstream host, or if its host stands in `hosts`; that of a
// metadata service only if the address itself was written down.
class ScopeRules {
 public:
  explicit ScopeRules(std::shared_ptr<const Scope> scope);

  // Whether this URL may be asked for at all; nothing has been connected so far. A proxy looks
  // names up for us: then only literal addresses can be judged, and are.
  enum class Way { direct, by_proxy };
  Result<void> may_ask(const Url& url, Request::Trust trust, Way way);

  // Where the file of this URL is: below the folder of an upstream that is a file: URL itself.
  struct FilePlace {
    const io::Inside& folder;
    std::string path;
  };
  Result<FilePlace> place_of_file(const Url& url);

  // Whether `host` may be at this address, spelled canonically. Looks the upstream's own name up
  // where that decides.
  bool may_connect(const std::string& host, const std::string& address);

  // The secrets of the configured upstream that has this URL's scheme, host and port.
  const Login* login_for(const Url& url) const;

  // Whether netrc may speak to this server.
  bool is_upstream(const Url& url) const;

  Error blocked_address(const Url& url, const std::string& address) const;

 private:
  struct Upstream {
    Url url;
    Login login;
    std::string folder;  // of a file: URL
    std::optional<io::Inside> inside = {};
  };

  bool is_own_host(const std::string& host) const;
  bool is_written_down(const std::string& address) const;
  const std::set<std::string>& upstream_addresses();
  Error blocked(const Url& url, std::string why, std::string hint = {}) const;

  std::shared_ptr<const Scope> scope_;
  std::vector<Upstream> upstreams_;
  std::set<std::string> hosts_;  // lower case, literals spelled canonically
  std::optional<std::set<std::string>> upstream_addresses_;
  std::unordered_set<std::string> approved_;  // "host address": asked once, remembered
};

}  // namespace adder::net
