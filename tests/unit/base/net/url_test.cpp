#include "base/net/url.h"

#include "base/core/text.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

using net::parse_url;
using net::resolve;

TEST(Url, ComesApartIntoItsParts) {
  const auto url = parse_url("HTTPS://User:Pa@ss@Pypi.ORG:8443/simple/a%20b/?x=1#top");

  ASSERT_TRUE(url) << url.error().words();
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->user_info, "User:Pa@ss");
  EXPECT_EQ(url->host, "pypi.org");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->path, "/simple/a%20b/");
  EXPECT_EQ(url->query, "?x=1");
  EXPECT_EQ(url->origin(), "https://pypi.org:8443");
  EXPECT_EQ(url->public_part(), "https://pypi.org:8443/simple/a%20b/");
}

TEST(Url, OfAFileIsItsPathEncoded) {
  EXPECT_EQ(net::file_url("/srv/a b/100%#1/x+y"), "file:///srv/a%20b/100%25%231/x%2By");
  EXPECT_EQ(net::file_url("/srv/x/"), "file:///srv/x");
  EXPECT_EQ(net::file_url("/"), "file:///");
  EXPECT_EQ(net::percent_decode(parse_url(net::file_url("/srv/a b?"))->path), "/srv/a b?");
}

TEST(Url, HasItsSchemesPortAndASlashWhenNoneAreWritten) {
  EXPECT_EQ(parse_url("https://pypi.org")->port, 443);
  EXPECT_EQ(parse_url("http://pypi.org:")->port, 80);
  EXPECT_EQ(parse_url("http://pypi.org?x")->full(), "http://pypi.org/?x");
  EXPECT_EQ(parse_url("file:/srv/x")->path, "/srv/x");
  EXPECT_EQ(parse_url("file:///srv/x")->path, "/srv/x");
  EXPECT_EQ(parse_url("http://[2001:DB8:0::1]/")->full(), "http://[2001:db8::1]/");
}

TEST(Url, EveryOldSpellingOfAnIpv4AddressIsTheSameHost) {
  for (const auto* const host :
       {"127.0.0.1", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "0x7F000001", "127.0.0.1."}) {
    const auto url = parse_url(std::string("http://") + host + "/");
    ASSERT_TRUE(url) << url.error().words();
    EXPECT_EQ(url->host, "127.0.0.1") << host;
  }
  EXPECT_EQ(parse_url("http://[::ffff:7f00:1]/")->host, "127.0.0.1");
}

TEST(Url, WhatIsNoneIsRefusedWithAReason) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"ftp://a/b", "it does not start with http://, https:// or file:"},
      {"pypi.org/simple", "it does not start with http://, https:// or file:"},
      {"https:/pypi.org/", "'//' is missing after 'https:'"},
      {"https:///simple", "its host is not a name"},
      {"https://a..b/", "its host is not a name"},
      {"https://a%2eb/", "its host is not a name"},
      {"https://b\xc3\xbc"
       "cher.de/",
       "its host is not a name"},
      {"https://1.2.3.256/", "its host is not an IPv4 address"},
      {"https://1.2.3.4.5/", "its host is not an IPv4 address"},
      {"https://[::1/", "its host is not an IPv6 address"},
      {"https://[127.0.0.1]/", "its host is not an IPv6 address"},
      {"https://[fe80::1%25eth0]/", "its host is not an IPv6 address"},
      {"https://a:0/", "its port is not a number from 1 to 65535"},
      {"https://a:65536/", "its port is not a number from 1 to 65535"},
      {"https://a:8o/", "its port is not a number from 1 to 65535"},
      {"https://a/b c", "it has a space or a control character"},
      {std::string("https://a/\0b", 12), "it has a space or a control character"},
      {"https://a/\r\nX: y", "it has a space or a control character"},
      {"https://a/" + std::string(9'000, 'x'), "it is too long"},
  };
  for (const auto& [text, why] : rows) {
    const auto url = parse_url(text);
    ASSERT_FALSE(url) << text;
    EXPECT_TRUE(url.error().words().ends_with("is not a URL to use: " + why))
        << url.error().words();
  }
}

TEST(Url, ResolvesReferencesAsTheStandardSays) {
  // RFC 3986, section 5.4.
  const auto base = *parse_url("http://a/b/c/d;p?q");
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q"},
      {"g#s", "http://a/b/c/g"},
      {";x", "http://a/b/c/;x"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"https://h/x/../y", "https://h/y"},
  };
  for (const auto& [reference, meaning] : rows) {
    const auto url = resolve(base, reference);
    ASSERT_TRUE(url) << url.error().words();
    EXPECT_EQ(url->full(), meaning) << reference;
  }
}

TEST(Url, AReferenceInheritsNoCredentials) {
  const auto base = *parse_url("https://user:secret@a/simple/");

  EXPECT_EQ(resolve(base, "../packages/x")->full(), "https://a/packages/x");
  EXPECT_EQ(resolve(base, "https://other:words@b/x")->full(), "https://b/x");
}

TEST(Url, IsShownWithoutItsSecrets) {
  const auto url = *parse_url("https://user:secret@a:8443/t/tk-123/conda?token=secret");

  EXPECT_EQ(url.words(), "https://a:8443/t/***/conda");
  for (const auto* const text :
       {"https://user:secret@a/b?token=secret#secret", "user:secret@a/b", "https://secret@",
        "//:secret@a/t/secret", "https://u:se\x01secret@a/b?c", "https://u:secret/secret@a/b",
        "https://u:secret?secret@a/b", "https://u:secret#secret@a/b", "u:secret//secret@a/b",
        "https://u:secretsecretsecret/@/secret@a:x/"}) {
    EXPECT_EQ(net::without_secrets(text).find("secret"), std::string::npos) << text;
    const auto parsed = parse_url(text);
    if (parsed) continue;
    EXPECT_EQ(parsed.error().words().find("secret"), std::string::npos) << text;
  }
  const auto endless = cat("https://u:", std::string(500, '1'), "secret", "@a b/");
  EXPECT_EQ(parse_url(endless).error().words(),
            "'https://***@a b/' is not a URL to use: it has a space or a control character");
}

TEST(Url, DecodesWhatIsEncodedAndNothingElse) {
  EXPECT_EQ(net::percent_decode("a%20b%2fc%zz%2"), "a b/c%zz%2");
}

TEST(Url, BytesBeyondAsciiAreEncoded) {
  EXPECT_EQ(parse_url("https://a/gr\xc3\xbc\xc3\x9f")->path, "/gr%C3%BC%C3%9F");
}

}  // namespace

}  // namespace adder::testing
