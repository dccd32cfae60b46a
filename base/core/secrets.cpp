#include "base/core/secrets.h"

#include "base/core/text.h"

#include <algorithm>

namespace adder {

namespace {

// "https://" of "https://...", and "//" of "//..."; empty when the text starts with neither.
std::string_view start_of_url(std::string_view text) {
  const auto slashes = text.find("//");
  if (slashes == text.npos) return {};
  const auto scheme = text.substr(0, slashes);
  const bool is_scheme = scheme.empty() || scheme.find_first_of("/?#@:") == scheme.size() - 1;
  return is_scheme && !scheme.ends_with('/') ? text.substr(0, slashes + 2) : std::string_view();
}

// Where a query or a fragment begins. A text that is no URL may ask a question; one with an equals
// sign behind it is most likely a URL whose beginning was forgotten.
std::size_t begin_of_query(std::string_view text, bool is_url) {
  const auto at = text.find_first_of("?#");
  if (at == text.npos || is_url || text.find('=', at) != text.npos) return at;
  return text.npos;
}

}  // namespace

std::string without_path_token(std::string path) {
  const auto token = path.find("/t/");
  if (token == path.npos) return path;
  const auto begin = token + 3;
  const auto end = std::min(path.find('/', begin), path.size());
  return end > begin ? path.replace(begin, end - begin, "***") : path;
}

std::string masked(std::string_view text) {
  const auto start = start_of_url(text);
  auto rest = text.substr(start.size());
  // Whoever did not encode a slash or a hash in a password ends it at the very last @.
  const auto at = rest.rfind('@');
  const bool has_credentials = at != rest.npos;
  if (has_credentials) rest.remove_prefix(at);
  const auto query = begin_of_query(rest, has_credentials || !start.empty());
  const bool asks = query != rest.npos && query + 1 < rest.size();
  return cat(start, has_credentials ? "***" : "",
             without_path_token(std::string(rest.substr(0, asks ? query + 1 : rest.npos))),
             asks ? "***" : "");
}

}  // namespace adder
