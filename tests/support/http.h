#pragma once

#include <map>
#include <string>
#include <vector>

namespace adder::testing {

// One exchange with a server, as a test wants to look at it. Redirects are not followed.
struct Reply {
  int status = 0;                              // 0: there was no answer
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

struct Ask {
  std::string url;
  std::string method = "GET";
  std::vector<std::string> headers = {};  // "Accept: text/html"
  std::string body = {};
};
Reply ask(const Ask& ask);

inline Reply get(const std::string& url) {
  return ask({.url = url});
}
inline Reply post(const std::string& url, const std::string& body = "") {
  return ask({.url = url, .method = "POST", .body = body});
}

}  // namespace adder::testing
