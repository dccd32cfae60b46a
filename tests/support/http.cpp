#include "tests/support/http.h"

#include "base/core/handle.h"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>

namespace adder::testing {

namespace {

using EasyHandle = Handle<CURL, curl_easy_cleanup>;
using HeaderList = Handle<curl_slist, curl_slist_free_all>;

size_t keep_body(char* bytes, size_t, size_t count, void* reply) {
  static_cast<Reply*>(reply)->body.append(bytes, count);
  return count;
}

size_t keep_header(char* bytes, size_t, size_t count, void* reply) {
  const std::string line(bytes, count);
  const auto colon = line.find(": ");
  if (colon == std::string::npos) return count;
  auto name = line.substr(0, colon);
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  const auto end = line.find_last_not_of("\r\n");
  static_cast<Reply*>(reply)->headers[name] = line.substr(colon + 2, end - colon - 1);
  return count;
}

HeaderList list_of(const std::vector<std::string>& headers) {
  curl_slist* list = nullptr;
  for (const auto& header : headers) list = curl_slist_append(list, header.c_str());
  return HeaderList(list);
}

}  // namespace

Reply ask(const Ask& ask) {
  Reply reply;
  const EasyHandle easy(curl_easy_init());
  const auto headers = list_of(ask.headers);
  curl_easy_setopt(easy.get(), CURLOPT_URL, ask.url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, keep_body);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &reply);
  curl_easy_setopt(easy.get(), CURLOPT_HEADERFUNCTION, keep_header);
  curl_easy_setopt(easy.get(), CURLOPT_HEADERDATA, &reply);
  if (ask.method == "HEAD") curl_easy_setopt(easy.get(), CURLOPT_NOBODY, 1L);
  if (ask.method == "POST") curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, ask.body.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_CUSTOMREQUEST, ask.method.c_str());
  if (curl_easy_perform(easy.get()) != CURLE_OK) return {};

  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  reply.status = static_cast<int>(status);
  return reply;
}

}  // namespace adder::testing
