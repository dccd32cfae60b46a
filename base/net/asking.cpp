#include "base/net/asking.h"

#include "base/core/text.h"
#include "base/net/http_fields.h"

namespace adder::net {

Receiver::Part resumable(const Request& request) {
  if (request.receiver == nullptr || request.encoding == Request::Encoding::compressed) return {};
  auto part = request.receiver->held();
  const bool fits = request.most_bytes == 0 || part.bytes < request.most_bytes;
  return part.bytes > 0 && fits && is_strong_etag(part.etag) ? part : Receiver::Part{};
}

HeaderList header_lines(const Request& request, const Receiver::Part& held, const Login* login) {
  HeaderList list;
  const auto add = [&](const std::string& line) {
    list.reset(curl_slist_append(list.release(), line.c_str()));
  };
  add(cat("Accept: ", request.accept));
  // For a packed body libcurl writes this line itself.
  if (request.encoding == Request::Encoding::identity) add("Accept-Encoding: identity");
  if (is_etag(request.if_none_match)) add(cat("If-None-Match: ", request.if_none_match));
  if (is_date(request.if_modified_since))
    add(cat("If-Modified-Since: ", request.if_modified_since));
  if (request.bypass_caches) add("Cache-Control: no-cache");
  if (held.bytes > 0) {
    add(cat("Range: bytes=", held.bytes, '-'));
    add(cat("If-Range: ", held.etag));
  }
  if (login != nullptr && !login->token.empty()) add(cat("Authorization: Bearer ", login->token));
  return list;
}

void set_login(CURL* easy, const Login* login, Netrc netrc) {
  const bool named = login != nullptr && !(login->user.empty() && login->password.empty());
  const bool silent = login != nullptr && !named && login->token.empty();
  const bool look_up = netrc == Netrc::read && silent;
  curl_easy_setopt(easy, CURLOPT_USERNAME, named ? login->user.c_str() : nullptr);
  curl_easy_setopt(easy, CURLOPT_PASSWORD, named ? login->password.c_str() : nullptr);
  curl_easy_setopt(easy, CURLOPT_NETRC,
                   static_cast<long>(look_up ? CURL_NETRC_OPTIONAL : CURL_NETRC_IGNORED));
}

}  // namespace adder::net
