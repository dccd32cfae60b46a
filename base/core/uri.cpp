#include "base/core/uri.h"

#include "base/core/text.h"

#include <algorithm>
#include <optional>

namespace adder {

namespace {

constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A missing part and an empty one are not the same: "a?" has a query.
using Part = std::optional<std::string_view>;

struct Uri {
  Part scheme;
  Part authority;
  std::string_view path;
  Part query;
  Part fragment;
};

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text[0]) && std::ranges::all_of(text, [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

// Cuts off what follows `mark`, and the mark.
Part cut_tail(std::string_view& text, char mark) {
  const auto at = text.find(mark);
  if (at == text.npos) return std::nullopt;
  const auto tail = text.substr(at + 1);
  text = text.substr(0, at);
  return tail;
}

Uri take_apart(std::string_view text) {
  Uri uri;
  uri.fragment = cut_tail(text, '#');
  uri.query = cut_tail(text, '?');
  const auto colon = text.find(':');
  if (colon != text.npos && is_scheme(text.substr(0, colon))) {
    uri.scheme = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (text.starts_with("//")) {
    const auto end = std::min(text.find('/', 2), text.size());
    uri.authority = text.substr(2, end - 2);
    text.remove_prefix(end);
  }
  uri.path = text;
  return uri;
}

std::string put_together(const Uri& uri, std::string_view path) {
  std::string out;
  if (uri.scheme) out += cat(*uri.scheme, ':');
  if (uri.authority) out += cat("//", *uri.authority);
  out += path;
  if (uri.query) out += cat('?', *uri.query);
  if (uri.fragment) out += cat('#', *uri.fragment);
  return out;
}

void drop_last_segment(std::string& path) {
  const auto slash = path.rfind('/');
  path.resize(slash == path.npos ? 0 : slash);
}

// RFC 3986, 5.2.4, its cases A to E.
std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    if (path.starts_with("../")) {
      path.remove_prefix(3);
    } else if (path.starts_with("./") || path.starts_with("/./")) {
      path.remove_prefix(2);
    } else if (path == "/.") {
      path = "/";
    } else if (path.starts_with("/../")) {
      path.remove_prefix(3);
      drop_last_segment(out);
    } else if (path == "/..") {
      path = "/";
      drop_last_segment(out);
    } else if (path == "." || path == "..") {
      path = {};
    } else {
      const auto end = std::min(path.find('/', 1), path.size());
      out += path.substr(0, end);
      path.remove_prefix(end);
    }
  }
  return out;
}

// The reference's path takes the place of everything behind the base's last slash.
std::string merged(const Uri& base, std::string_view path) {
  if (base.authority && base.path.empty()) return cat('/', path);
  const auto slash = base.path.rfind('/');
  return cat(base.path.substr(0, slash == base.path.npos ? 0 : slash + 1), path);
}

Result<void> check(std::string_view uri) {
  const bool is_clean = std::ranges::all_of(uri, [](char c) { return c > 0x20 && c < 0x7f; });
  if (is_clean) return {};
  return Error(Error::Kind::invalid, cat("'", printable(uri), "' is not a URL"));
}

}  // namespace

Result<std::string> resolve_reference(std::string_view base, std::string_view reference) {
  TRY(check(base));
  TRY(check(reference));
  const auto from = take_apart(base);
  auto to = take_apart(reference);
  if (!from.scheme) return Error(Error::Kind::invalid, cat("'", base, "' is not an absolute URL"));
  if (to.scheme) return put_together(to, without_dots(to.path));
  to.scheme = from.scheme;
  if (to.authority) return put_together(to, without_dots(to.path));
  to.authority = from.authority;
  if (to.path.starts_with('/')) return put_together(to, without_dots(to.path));
  if (!to.path.empty()) return put_together(to, without_dots(merged(from, to.path)));
  if (!to.query) to.query = from.query;
  return put_together(to, from.path);
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += cat('%', digits[byte >> 4U], digits[byte & 0x0fU]);
  }
  return out;
}

}  // namespace adder
