#include "base/net/proxies.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>

namespace adder::testing {

namespace {

constexpr const char* kNames[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                  "ALL_PROXY",  "no_proxy",    "NO_PROXY"};

// The environment of the tests without its proxies, given back in the end.
class Proxies : public ::testing::Test {
 protected:
  Proxies() {
    for (const auto* const name : kNames) {
      const char* const value = std::getenv(name);
      if (value != nullptr) before_[name] = value;
      ::unsetenv(name);
    }
  }
  ~Proxies() override {
    for (const auto* const name : kNames) ::unsetenv(name);
    for (const auto& [name, value] : before_) ::setenv(name.c_str(), value.c_str(), 1);
  }
  static std::string proxy_of(const std::string& url, const std::string& configured = {}) {
    return net::Proxies::open(configured)->for_url(*net::parse_url(url));
  }

 private:
  std::map<std::string, std::string> before_;
};

TEST_F(Proxies, WithoutAnyThereIsNone) {
  EXPECT_EQ(proxy_of("https://pypi.org/"), "");
}

TEST_F(Proxies, TheEnvironmentNamesOneForEachScheme) {
  ::setenv("http_proxy", "http://a:1", 1);
  ::setenv("HTTPS_PROXY", "http://b:2", 1);

  EXPECT_EQ(proxy_of("http://pypi.org/"), "http://a:1");
  EXPECT_EQ(proxy_of("https://pypi.org/"), "http://b:2");
}

TEST_F(Proxies, TheConfiguredOneGoesFirst) {
  ::setenv("all_proxy", "http://a:1", 1);

  EXPECT_EQ(proxy_of("http://pypi.org/"), "http://a:1");
  EXPECT_EQ(proxy_of("http://pypi.org/", "socks5h://b:2"), "socks5h://b:2");
}

TEST_F(Proxies, ExemptHostsAreAskedDirectly) {
  ::setenv("no_proxy", "localhost, .example.org,internal,10.0.0.1", 1);
  for (const auto* const url : {"http://localhost/", "http://example.org/", "http://a.EXAMPLE.org/",
                                "http://x.internal/", "http://10.0.0.1/"}) {
    EXPECT_EQ(proxy_of(url, "http://p:1"), "") << url;
  }
  for (const auto* const url : {"http://badexample.org/", "http://example.com/"})
    EXPECT_EQ(proxy_of(url, "http://p:1"), "http://p:1") << url;
  ::setenv("no_proxy", "*", 1);
  EXPECT_EQ(proxy_of("http://pypi.org/", "http://p:1"), "");
}

}  // namespace

}  // namespace adder::testing
