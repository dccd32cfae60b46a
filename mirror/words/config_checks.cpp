#include "mirror/words/config_checks.h"

#include "base/core/pattern.h"
#include "base/core/secrets.h"
#include "base/core/text.h"
#include "base/net/url.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace adder::mirror {

namespace {

Error expected(std::string_view what, std::string_view found) {
  return {Error::Kind::invalid,
          cat("expected ", what, ", found \"", printable(masked(found)), '"')};
}

bool fits(const std::string& text, const char* expression) {
  const auto pattern = Pattern::regex(expression);
  return pattern && pattern->matches(text);
}

Result<void> check_fit(const std::string& text, const char* expression, std::string_view what) {
  if (fits(text, expression)) return {};
  return expected(what, text);
}

Result<void> check_one_of(const std::string& text, const std::vector<std::string>& words) {
  if (std::ranges::find(words, text) != words.end()) return {};
  auto problem = expected(cat("one of ", join(words, ", ")), text).words();
  const auto meant = nearest(text, words);
  if (!meant.empty()) problem += cat(", did you mean \"", meant, "\"?");
  return Error(Error::Kind::invalid, std::move(problem));
}

std::optional<int> small_number(std::string_view text, int most) {
  int number = -1;
  const auto* const end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, number);
  if (problem != std::errc() || rest != end || number < 0 || number > most) return {};
  return number;
}

// HOST:PORT cut in two; an IPv6 address stands in brackets, which are dropped.
struct Endpoint {
  std::string host;
  int port = 0;
};
std::optional<Endpoint> parse_endpoint(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == text.npos || colon == 0) return {};
  const auto port = small_number(text.substr(colon + 1), 65'535);
  auto host = text.substr(0, colon);
  if (!port) return {};
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != host.npos) {
    return {};
  }
  if (!check_host(std::string(host))) return {};
  return Endpoint{std::string(host), *port};
}

// What is left of a proxy without its scheme, user and password: a host, and perhaps a port.
bool names_a_host(std::string_view proxy) {
  const auto scheme = proxy.find("://");
  if (scheme != proxy.npos) proxy.remove_prefix(scheme + 3);
  const auto user = proxy.rfind('@');
  if (user != proxy.npos) proxy.remove_prefix(user + 1);
  if (proxy.ends_with('/')) proxy.remove_suffix(1);
  const bool has_port = !proxy.ends_with(']') && proxy.find(':') != proxy.npos;
  if (has_port) return parse_endpoint(proxy).has_value();
  if (!proxy.starts_with('[')) return static_cast<bool>(check_host(std::string(proxy)));
  return parse_endpoint(cat(proxy, ":1")).has_value();
}

bool is_loopback(const std::string& host) {
  std::array<unsigned char, 16> bytes{};
  if (::inet_pton(AF_INET, host.c_str(), bytes.data()) == 1) return bytes[0] == 127;
  if (::inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1) {
    return bytes.back() == 1 && std::count(bytes.begin(), bytes.end(), 0) == 15;
  }
  return host == "localhost";
}

}  // namespace

Result<void> check_one_line(const std::string& text) {
  if (text.find('\n') == text.npos) return {};
  return expected("a single line", text);
}

Result<void> check_one_word(const std::string& text) {
  return check_fit(text, "[A-Za-z0-9_.-]+", "one word of letters, digits, _ . and -");
}

Result<void> check_pair(const std::string& text) {
  return check_fit(text, "[^=\\s]+=[^=\\s]*", "FROM=TO without white space");
}

Result<void> check_variable_name(const std::string& text) {
  if (text.empty() || fits(text, "[A-Za-z_][A-Za-z0-9_]*")) return {};
  // What was written here is most likely the token itself, so it is not repeated.
  return Error(Error::Kind::invalid, "expected the name of an environment variable");
}

Result<void> check_name_suffix(const std::string& text) {
  return check_fit(text, "[A-Za-z0-9_.-]*", "letters, digits, _ . and - only");
}

Result<void> check_sha256(const std::string& text) {
  return check_fit(text, "[0-9a-fA-F]{64}", "a SHA-256 in 64 hex digits");
}

Result<void> check_http_url(const std::string& text) {
  const auto url = net::parse_url(text);
  if (url && (url->scheme == "http" || url->scheme == "https")) return {};
  return expected("an http or https URL", text);
}

Result<void> check_channel_upstream(const std::string& text) {
  if (fits(text, "[.]{0,2}/.*") && check_one_line(text)) return {};
  const auto url = net::parse_url(text);
  if (url && (url->scheme != "file" || url->host.empty())) return {};
  return expected("an http or https URL, file:/PATH, or a folder as /PATH or ./PATH", text);
}

Result<void> check_public_url(const std::string& text) {
  const auto url = net::parse_url(text);
  const bool web = url && (url->scheme == "http" || url->scheme == "https");
  if (web && url->user_info.empty() && url->query.empty()) return {};
  return expected("an http or https URL without user name, password and query", text);
}

Result<void> check_proxy(const std::string& text) {
  if (text.empty()) return {};
  if (fits(text, "((https?|socks4a?|socks5h?)://)?[^\\s/]+/?") && names_a_host(text)) return {};
  return expected("a proxy such as http://proxy.example.org:3128", text);
}

Result<void> check_host(const std::string& text) {
  return check_fit(text, "[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9A-Fa-f:.]+",
                   "a host name or an address, without scheme, port and path");
}

Result<void> check_listen(const std::string& text) {
  if (parse_endpoint(text)) return {};
  return expected("HOST:PORT such as 127.0.0.1:8080 or [::1]:8080", text);
}

Result<void> check_network(const std::string& text) {
  const auto slash = std::min(text.find('/'), text.size());
  const auto address = text.substr(0, slash);
  std::array<unsigned char, 16> bytes{};
  const bool four = ::inet_pton(AF_INET, address.c_str(), bytes.data()) == 1;
  const bool six = ::inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1;
  const bool whole = slash == text.size();
  const bool bits =
      whole || small_number(std::string_view(text).substr(slash + 1), four ? 32 : 128);
  if ((four || six) && bits) return {};
  return expected("a network such as 10.0.0.0/8", text);
}

Result<void> check_collector(const std::string& text) {
  const bool datagrams = text.starts_with("udp://") && parse_endpoint(text.substr(6));
  if (datagrams || fits(text, "(unix|fifo):.+")) return {};
  return expected("udp://HOST:PORT, unix:PATH or fifo:PATH", text);
}

Result<void> check_store(const std::string& text) {
  return check_fit(text, "sqlite:.+|clickhouse://[^\\s/]+/[A-Za-z0-9_]+",
                   "sqlite:FILE or clickhouse://HOST:PORT/DATABASE");
}

Result<void> check_installer_source(const std::string& text) {
  if (fits(text, "github:[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+|file:/.+")) return {};
  if (check_http_url(text)) return {};
  return expected("an http or https URL, github:OWNER/REPO or file:/PATH", text);
}

Result<void> check_channel_name(const std::string& text) {
  constexpr auto kSegments = "[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*){0,3}";
  if (!fits(text, kSegments)) {
    return expected("1 to 4 words of a-z 0-9 . _ - joined by /, such as conda-forge or pkgs/main",
                    text);
  }
  if (text != "site" && !text.starts_with("site/")) return {};
  return Error(Error::Kind::invalid, "\"site\" is adder's own channel, choose another name");
}

Result<void> check_subdir(const std::string& text) {
  return check_fit(text, "noarch|[a-z0-9]+-[a-z0-9]+", "a subdir such as linux-64");
}

Result<void> check_python(const std::string& text) {
  return check_fit(text, "[0-9]+\\.[0-9]+", "a Python version such as 3.12");
}

Result<void> check_platform(const std::string& text) {
  return check_one_of(text, {"linux", "darwin", "win32"});
}

Result<void> check_libc(const std::string& text) {
  return check_fit(text, "((glibc|musl)>=[0-9]+\\.[0-9]+)?", "glibc>=2.17, musl>=1.1 or the like");
}

Result<void> check_context(const std::string& text) {
  return check_one_of(text, {"login", "launch", "compute"});
}

bool is_loopback_or_local(std::string_view collector) {
  if (!collector.starts_with("udp://")) return true;
  const auto endpoint = parse_endpoint(collector.substr(6));
  return endpoint && is_loopback(endpoint->host);
}

}  // namespace adder::mirror
