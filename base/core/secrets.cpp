#include "base/core/secrets.h"

#include "base/core/text.h"

#include <algorithm>

namespace adder {

namespace {

// Where the user name and password of the URL at `begin` end, or `begin` when it has none.
std::size_t end_of_credentials(std::string_view text, std::size_t begin) {
  const auto end = std::min(text.find_first_of("/?# ", begin), text.size());
  const auto at = text.substr(begin, end - begin).rfind('@');
  return at == text.npos ? begin : begin + at;
}

// Conda servers take a token as a part of the path: /t/<token>/channel.
std::string without_path_token(std::string text) {
  const auto token = text.find("/t/");
  if (token == text.npos) return text;
  const auto begin = token + 3;
  const auto end = std::min(text.find('/', begin), text.size());
  return end > begin ? text.replace(begin, end - begin, "***") : text;
}

}  // namespace

std::string masked(std::string_view text) {
  const auto scheme = text.find("://");
  if (scheme == text.npos) return std::string(text);
  const auto begin = scheme + 3;
  const auto at = end_of_credentials(text, begin);
  auto out = cat(text.substr(0, begin), at > begin ? "***" : "", text.substr(at));
  const auto query = out.find('?');
  if (query != out.npos) out.replace(query + 1, out.npos, "***");
  return without_path_token(std::move(out));
}

}  // namespace adder
