#include "base/net/scope_rules.h"

#include "base/core/text.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>

namespace adder::net {

namespace {

// Brackets are how people write IPv6 addresses.
std::string canonical_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  auto literal = canonical_literal(host);
  return literal.empty() ? lower(host) : literal;
}

Login login_of(const Url& url, std::string_view token) {
  // Files and `echo` end a token with a newline.
  token = trim(token);
  if (!token.empty() && printable(token) == token)
    return {.user = {}, .password = {}, .token = std::string(token)};
  const auto colon = url.user_info.find(':');
  const auto password =
      colon == std::string::npos ? "" : std::string_view(url.user_info).substr(colon + 1);
  return {.user = percent_decode(std::string_view(url.user_info).substr(0, colon)),
          .password = percent_decode(password),
          .token = {}};
}

void free_addresses(addrinfo* found) {
  ::freeaddrinfo(found);
}

// What a file: URL calls a folder, without a slash at its end. That names no other machine.
std::string folder_of(const Url& url) {
  if (url.scheme != "file" || !url.host.empty()) return {};
  auto folder = percent_decode(url.path);
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  return folder.find('\0') == folder.npos ? folder : std::string();
}

// What is left of the path behind the folder; nothing when it lies elsewhere.
std::optional<std::string> path_below(std::string_view folder, std::string_view path) {
  if (folder.empty() || !path.starts_with(folder)) return std::nullopt;
  path.remove_prefix(folder.size());
  if (folder != "/" && !path.empty() && !path.starts_with('/')) return std::nullopt;
  while (path.starts_with('/')) path.remove_prefix(1);
  return std::string(path);
}

std::set<std::string> addresses_of(const std::string& host) {
  addrinfo wanted = {};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), nullptr, &wanted, &found) != 0) return {};
  const std::unique_ptr<addrinfo, decltype(&free_addresses)> owner(found, free_addresses);
  std::set<std::string> addresses;
  for (; found != nullptr; found = found->ai_next)
    addresses.insert(canonical_literal(*found->ai_addr));
  return addresses;
}

}  // namespace

ScopeRules::ScopeRules(std::shared_ptr<const Scope> scope) : scope_(std::move(scope)) {
  if (!scope_) scope_ = std::make_shared<const Scope>();
  for (const auto& text : scope_->upstreams) {
    auto url = parse_url(text);
    if (!url) continue;  // the configuration was checked before; what is broken grants nothing
    auto login = login_of(*url, scope_->token);
    auto folder = folder_of(*url);
    upstreams_.push_back(
        {.url = *std::move(url), .login = std::move(login), .folder = std::move(folder)});
  }
  for (const auto& host : scope_->hosts) hosts_.insert(canonical_host(host));
}

Result<void> ScopeRules::may_ask(const Url& url, Request::Trust trust, Way way) {
  if (url.scheme != "http" && url.scheme != "https")
    return blocked(url, cat("'", url.scheme, ":' is not asked, only http and https"));

  const auto is_plain = [](const Upstream& upstream) {
    return upstream.url.scheme == "http";
  };
  const bool downgrade =
      url.scheme == "http" && !upstreams_.empty() && std::ranges::none_of(upstreams_, is_plain);
  if (downgrade) return blocked(url, "plain http, where the upstream is https");

  const bool foreign = !is_own_host(url.host) && !hosts_.contains(url.host);
  if (trust == Request::Trust::index && foreign) {
    return blocked(url, "an index must come from the upstream's own host",
                   cat("if that is intended, add '", url.host, "' to 'hosts'"));
  }
  if (way == Way::by_proxy && is_ip_literal(url.host) && !may_connect(url.host, url.host))
    return blocked_address(url, url.host);
  return {};
}

Result<ScopeRules::FilePlace> ScopeRules::place_of_file(const Url& url) {
  const auto file = folder_of(url);
  bool reads_files = false;
  for (auto& upstream : upstreams_) {
    reads_files = reads_files || upstream.url.scheme == "file";
    auto path = path_below(upstream.folder, file);
    if (!path) continue;
    if (!upstream.inside) {
      auto inside = io::Inside::open(upstream.folder);
      if (!inside) {
        return Error(Error::Kind::unavailable, inside.error().words(), "is the disk mounted?");
      }
      upstream.inside.emplace(*std::move(inside));
    }
    return FilePlace{.folder = *upstream.inside, .path = *std::move(path)};
  }
  return blocked(url, reads_files ? "it lies in no upstream's folder"
                                  : "'file:' is not asked, only http and https");
}

bool ScopeRules::may_connect(const std::string& host, const std::string& address) {
  auto key = cat(host, ' ', address);
  if (approved_.contains(key)) return true;

  const auto reach = reach_of_literal(address);
  const bool approved = reach == Reach::everywhere || is_written_down(address) ||
                        (reach == Reach::local && (is_own_host(host) || hosts_.contains(host) ||
                                                   upstream_addresses().contains(address)));
  if (approved) approved_.insert(std::move(key));
  return approved;
}

const Login* ScopeRules::login_for(const Url& url) const {
  for (const auto& upstream : upstreams_) {
    if (upstream.url.origin() == url.origin()) return &upstream.login;
  }
  return nullptr;
}

bool ScopeRules::is_upstream(const Url& url) const {
  return login_for(url) != nullptr;
}

Error ScopeRules::blocked_address(const Url& url, const std::string& address) const {
  const auto at = address == url.host ? "" : cat(" of '", url.host, "'");
  if (reach_of_literal(address) == Reach::metadata)
    return blocked(url, cat("the address ", address, at, " is that of a cloud's metadata service"));
  return blocked(url, cat("the address ", address, at, " is not a public one"),
                 cat("if that is intended, add '", url.host, "' to 'hosts'"));
}

bool ScopeRules::is_own_host(const std::string& host) const {
  return std::ranges::any_of(upstreams_,
                             [&](const Upstream& upstream) { return upstream.url.host == host; });
}

bool ScopeRules::is_written_down(const std::string& address) const {
  return hosts_.contains(address) || is_own_host(address);
}

const std::set<std::string>& ScopeRules::upstream_addresses() {
  if (upstream_addresses_) return *upstream_addresses_;
  upstream_addresses_.emplace();
  for (const auto& upstream : upstreams_) {
    if (upstream.url.scheme != "file") {
      upstream_addresses_->merge(addresses_of(upstream.url.host));
    }
  }
  return *upstream_addresses_;
}

Error ScopeRules::blocked(const Url& url, std::string why, std::string hint) const {
  if (!hint.empty() && !scope_->name.empty()) hint += cat(" of ", scope_->name);
  return {Error::Kind::blocked, lines({cat(url.words(), ": not asked for"), cat("  ", why)}),
          std::move(hint)};
}

}  // namespace adder::net
