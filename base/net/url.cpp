#include "base/net/url.h"

#include "base/core/secrets.h"
#include "base/core/text.h"
#include "base/core/uri.h"
#include "base/net/address.h"

#include <charconv>
#include <optional>

namespace adder::net {

namespace {

constexpr std::size_t kLongest = 8'192;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "https" of "https:..."; empty when the text starts with no scheme.
std::string_view scheme_of(std::string_view text) {
  const auto end = text.find_first_of(":/?#");
  if (end == text.npos || end == 0 || text[end] != ':' || !is_letter(text[0])) return {};
  const auto scheme = text.substr(0, end);
  for (const auto c : scheme) {
    if (!is_letter(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return {};
  }
  return scheme;
}

Error no_url(std::string_view text, std::string_view why) {
  constexpr std::size_t most_shown = 200;
  const auto harmless = masked(text);
  const auto dots = harmless.size() > most_shown ? "..." : "";
  return {Error::Kind::invalid, cat("'", printable(harmless.substr(0, most_shown)), dots,
                                    "' is not a URL to use: ", why)};
}

// The port a scheme has when none is written; nothing for a scheme we do not speak.
std::optional<std::uint16_t> port_of_scheme(std::string_view scheme) {
  if (scheme == "https") return std::uint16_t{443};
  if (scheme == "http") return std::uint16_t{80};
  if (scheme == "file") return std::uint16_t{0};
  return {};
}

// Bytes beyond ASCII are what people and odd servers write for their encoded form.
std::string ascii_only(std::string_view text) {
  std::string out;
  for (const auto& c : text) {
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    out += ascii ? std::string(1, c) : percent_encode(std::string_view(&c, 1));
  }
  return out;
}

bool is_host_name(std::string_view host) {
  constexpr std::size_t longest_name = 253;
  if (host.empty() || host.size() > longest_name || host.front() == '.') return false;
  if (host.find("..") != host.npos) return false;
  for (const auto c : host) {
    if (!is_letter(c) && !is_digit(c) && c != '-' && c != '.' && c != '_') return false;
  }
  return true;
}

Result<void> read_host(Url& url, std::string_view host, std::string_view text) {
  if (host.starts_with('[')) {
    const auto address = host.size() < 2 ? "" : host.substr(1, host.size() - 2);
    const auto canonical = canonical_literal(address);
    if (!host.ends_with(']') || address.find(':') == address.npos || canonical.empty())
      return no_url(text, "its host is not an IPv6 address");
    url.host = canonical;
    return {};
  }
  if (!is_host_name(host)) return no_url(text, "its host is not a name");
  url.host = lower(host);
  if (!ends_in_a_number(url.host)) return {};
  // 127.1, 0x7f000001 and 2130706433 are all 127.0.0.1: say so before anybody compares names.
  url.host = canonical_literal(url.host);
  if (url.host.empty()) return no_url(text, "its host is not an IPv4 address");
  return {};
}

Result<void> read_port(Url& url, std::string_view digits, std::string_view text) {
  if (digits.empty()) return {};
  const auto* const end = digits.data() + digits.size();
  const auto [rest, problem] = std::from_chars(digits.data(), end, url.port);
  if (problem != std::errc() || rest != end || url.port == 0)
    return no_url(text, "its port is not a number from 1 to 65535");
  return {};
}

// user:password@host:port
Result<void> read_authority(Url& url, std::string_view authority, std::string_view text) {
  const auto at = authority.rfind('@');
  if (at != authority.npos) {
    url.user_info = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  auto colon = authority.rfind(':');
  if (authority.ends_with(']')) colon = authority.npos;
  TRY(read_host(url, authority.substr(0, colon), text));
  if (colon != authority.npos) TRY(read_port(url, authority.substr(colon + 1), text));
  return {};
}

// Path and query; the fragment is for browsers.
void read_path(Url& url, std::string_view rest) {
  rest = rest.substr(0, rest.find('#'));
  const auto question = rest.find('?');
  url.path = ascii_only(rest.substr(0, question));
  url.query = question == rest.npos ? "" : ascii_only(rest.substr(question));
}

Result<void> refuse_odd_bytes(std::string_view text) {
  if (text.size() > kLongest) return no_url(text, "it is too long");
  for (const auto c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7f) return no_url(text, "it has a space or a control character");
  }
  return {};
}

std::string shown_host(const Url& url) {
  const bool ipv6 = url.host.find(':') != url.host.npos;
  return ipv6 ? cat('[', url.host, ']') : url.host;
}

std::string place_of(const Url& url) {
  const bool usual = url.port == port_of_scheme(url.scheme);
  return usual ? shown_host(url) : cat(shown_host(url), ':', url.port);
}

}  // namespace

std::string Url::words() const {
  return printable(cat(scheme, "://", place_of(*this), without_path_token(path)));
}

std::string Url::full() const {
  const auto user = user_info.empty() ? "" : cat(user_info, '@');
  return cat(scheme, "://", user, place_of(*this), path, query);
}

std::string Url::public_part() const {
  return cat(scheme, "://", place_of(*this), path);
}

std::string Url::origin() const {
  return cat(scheme, "://", shown_host(*this), ':', port);
}

Result<Url> parse_url(std::string_view text) {
  TRY(refuse_odd_bytes(text));
  Url url;
  url.scheme = lower(scheme_of(text));
  const auto port = port_of_scheme(url.scheme);
  if (!port) return no_url(text, "it does not start with http://, https:// or file:");
  url.port = *port;

  auto rest = text.substr(url.scheme.size() + 1);
  if (rest.starts_with("//")) {
    const auto authority = rest.substr(2, rest.find_first_of("/?#", 2) - 2);
    rest.remove_prefix(2 + authority.size());
    const bool local_file = url.scheme == "file" && (authority.empty() || authority == "localhost");
    if (!local_file) TRY(read_authority(url, authority, text));
  } else if (url.scheme != "file" || !rest.starts_with('/')) {
    return no_url(text, cat("'//' is missing after '", url.scheme, ":'"));
  }
  read_path(url, rest);
  if (url.path.empty()) url.path = "/";
  return url;
}

Result<Url> resolve(const Url& base, std::string_view reference) {
  TRY(refuse_odd_bytes(reference));
  const auto meant = ascii_only(reference.substr(0, reference.find('#')));
  TRY_ASSIGN(const auto text, resolve_reference(cat(base.public_part(), base.query), meant));
  TRY_ASSIGN(auto url, parse_url(text));
  url.user_info.clear();
  return url;
}

std::string percent_decode(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    unsigned byte = 0;
    const auto* const digits = text.data() + 1;
    const bool encoded = text.size() >= 3 && text.front() == '%' &&
                         std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
    out += encoded ? static_cast<char>(byte) : text.front();
    text.remove_prefix(encoded ? 3 : 1);
  }
  return out;
}

std::string file_url(const std::filesystem::path& path) {
  std::string url = "file://";
  for (const auto segment : split(path.native(), '/')) {
    if (!segment.empty()) url += cat('/', percent_encode(segment));
  }
  return url == "file://" ? "file:///" : url;
}

std::string without_secrets(std::string_view text) {
  const auto url = parse_url(text);
  return url ? url->words() : printable(masked(text));
}

}  // namespace adder::net
