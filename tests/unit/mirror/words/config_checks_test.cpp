#include "mirror/words/config_checks.h"

#include "tests/unit/mirror/words/parsed_config.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

// What is wrong with one line below `section`, without its place.
std::string wrong(const std::string& section, const std::string& line) {
  const auto found = errors_of("root = '.'\n" + section + '\n' + line + '\n');
  const std::string place = "adder.toml:3: ";
  if (found.size() != 1) return std::to_string(found.size()) + " problems";
  return found[0].starts_with(place) ? found[0].substr(place.size()) : found[0];
}

TEST(ConfigChecks, AProxyIsAHostAndPerhapsAPort) {
  for (const auto* const proxy : {"proxy", "proxy.example.org:3128", "http://me:se:cret@[::1]:80/",
                                  "socks5h://10.0.0.1", "[::1]"}) {
    EXPECT_TRUE(errors_of(std::string("root = '.'\n[network]\nproxy = '") + proxy + "'\n").empty())
        << proxy;
  }
  for (const auto* const proxy :
       {":::", "http://", "proxy:many", "proxy:99999", "[::1", "http://me@:80"}) {
    EXPECT_EQ(wrong("[network]", std::string("proxy = '") + proxy + "'")
                  .find("network.proxy: expected a proxy such as "),
              0u)
        << proxy;
  }
}

TEST(ConfigChecks, LooksIntoEveryValue) {
  EXPECT_EQ(wrong("", "url = 'ftp://example.org'"),
            "url: expected an http or https URL without user name, password and query, found "
            "\"ftp://example.org\"");
  EXPECT_EQ(wrong("[network]", "proxy = 'my proxy'"),
            "network.proxy: expected a proxy such as http://proxy.example.org:3128, found \"my "
            "proxy\"");
  EXPECT_EQ(wrong("[pypi]", "upstream = 'pypi.org'"),
            "pypi.upstream: expected an http or https URL, found \"pypi.org\"");
  EXPECT_EQ(wrong("[pypi]", "upstream = []"), "pypi.upstream: the list is empty");
  EXPECT_EQ(wrong("[pypi]", "token_env = 'pypi-AgEI'"),
            "pypi.token_env: expected the name of an environment variable");
  EXPECT_EQ(wrong("[pypi]", "hosts = ['https://files.example.org/']"),
            "pypi.hosts: expected a host name or an address, without scheme, port and path, found "
            "\"https://files.example.org/\"");
  EXPECT_EQ(wrong("[pypi]", "vanished = 'kep'"),
            "pypi.vanished: expected one of \"retire\", \"keep\", found \"kep\", did you mean "
            "\"keep\"?");
  EXPECT_EQ(wrong("[pypi]", "environments = [{ python = ['3.x'] }]"),
            "pypi.environments.python: expected a Python version such as 3.12, found \"3.x\"");
  EXPECT_EQ(wrong("[pypi]", "environments = [{ python = '3.9', platform = 'linus' }]"),
            "pypi.environments.platform: expected one of linux, darwin, win32, found \"linus\", "
            "did you mean \"linux\"?");
  EXPECT_EQ(wrong("[pypi]", "environments = [{ python = '3.9', libc = '2.17' }]"),
            "pypi.environments.libc: expected glibc>=2.17, musl>=1.1 or the like, found \"2.17\"");
  EXPECT_EQ(wrong("[patch]", "collector = 'tcp://host:1'"),
            "patch.collector: expected udp://HOST:PORT, unix:PATH or fifo:PATH, found "
            "\"tcp://host:1\"");
  EXPECT_EQ(wrong("[patch]", "add = ['README']"),
            "patch.add: expected FROM=TO without white space, found \"README\"");
  EXPECT_EQ(wrong("[serve]", "listen = '8080'"),
            "serve.listen: expected HOST:PORT such as 127.0.0.1:8080 or [::1]:8080, found "
            "\"8080\"");
  EXPECT_EQ(wrong("[serve]", "tls_key = 'x'"),
            "serve: tls_certificate and tls_key are needed together");
  EXPECT_EQ(wrong("[usage]", "networks = ['10.0.0.0/33']"),
            "usage.networks: expected a network such as 10.0.0.0/8, found \"10.0.0.0/33\"");
  EXPECT_EQ(wrong("[usage]", "store = 'mysql://x'"),
            "usage.store: expected sqlite:FILE or clickhouse://HOST:PORT/DATABASE, found "
            "\"mysql://x\"");
  EXPECT_EQ(wrong("[usage]", "contexts = { a = 'logon' }"),
            "usage.contexts.a: expected one of login, launch, compute, found \"logon\", did you "
            "mean \"login\"?");
}

TEST(ConfigChecks, AChannelComesFromAServerOrAFolder) {
  const auto found = [](const std::string& upstream) {
    return errors_of("root = '.'\n[[channel]]\nname = 'x'\nrequests = ['x.list']\nupstream = " +
                     upstream + '\n');
  };
  for (const auto* const good :
       {"'https://conda.anaconda.org/x'", "['file:///srv/x', 'file:/srv/x']", "'/srv/x'", "'./x'",
        "'../some where/x'"}) {
    EXPECT_EQ(found(good), Words{}) << good;
  }
  for (const auto* const bad : {"'conda.anaconda.org/x'", "'x'", "'file://host/x'", "'ftp://x/'"}) {
    const auto wrongs = found(bad);
    ASSERT_EQ(wrongs.size(), 1u) << bad;
    EXPECT_TRUE(wrongs[0].starts_with(
        "adder.toml:5: channel.upstream: expected an http or https URL, file:/PATH, or a folder "))
        << wrongs[0];
  }
  EXPECT_EQ(found("[]"), Words{"adder.toml:5: channel.upstream: the list is empty"});
}

TEST(ConfigChecks, AFolderAsUpstreamIsRelativeToTheFile) {
  const auto config = parse_config(
                          "root = '.'\n[[channel]]\nname = 'x'\nrequests = ['x.list']\n"
                          "upstream = ['../x', './x', '/srv/y', 'file:/srv/z']\n")
                          .config;
  EXPECT_EQ(config.channels.at(0).upstreams, (Words{"/x", "/srv/x", "/srv/y", "file:/srv/z"}));
}

TEST(ConfigChecks, ACollectorThatOthersReachNeedsNetworks) {
  const auto* const said =
      "usage.listen: \"udp://0.0.0.0:5514\" can be reached by other machines, "
      "so usage.networks must say by which";
  EXPECT_EQ(wrong("[usage]", "listen = ['udp://0.0.0.0:5514']"), said);
  EXPECT_EQ(wrong("[usage]", "listen = 'udp://[::1]:5514'"), "0 problems");
  EXPECT_EQ(wrong("[usage]", "listen = 'udp://localhost:5514'"), "0 problems");
  EXPECT_EQ(wrong("[usage]", "listen = 'unix:/run/adder.sock'"), "0 problems");
}

TEST(ConfigChecks, NamesOfChannelsFollowTheGrammarAndKeepApart) {
  const auto channel = [](const std::string& name) {
    return "[[channel]]\nname = '" + name +
           "'\nupstream = 'https://c.example.org'\nrequests = ['r.list']\n";
  };
  const std::string root = "root = '.'\n";
  for (const auto* good : {"conda-forge", "pkgs/main", "a/b/c/d", "0x.y_z"}) {
    EXPECT_EQ(errors_of(root + channel(good)), Words{}) << good;
  }
  for (const auto* bad : {"", "A", "a//b", "/a", "a/", "a/b/c/d/e", "../x", ".x", "a b", "site"}) {
    EXPECT_EQ(errors_of(root + channel(bad)).size(), 1u) << bad;
  }
  EXPECT_EQ(errors_of(root + channel("x") + channel("x")),
            Words{"adder.toml:7: channel.name: there is a channel \"x\" already"});
  EXPECT_EQ(errors_of(root + channel("x/linux-64") + channel("x")),
            Words{"adder.toml:3: channel.name: \"x/linux-64\" would lie in a subdir of channel "
                  "\"x\""});
  EXPECT_EQ(errors_of(root + channel("conda-forge") + "[patch]\nchannels = ['conda-forg']\n"),
            Words{"adder.toml:7: patch.channels: there is no [[channel]] named \"conda-forg\", did "
                  "you mean \"conda-forge\"?"});
}

TEST(ConfigChecks, AChannelNeedsNameUpstreamAndRequests) {
  EXPECT_EQ(
      errors_of("root = '.'\n[[channel]]\n"),
      (Words{"adder.toml:2: channel.name is missing", "adder.toml:2: channel.upstream is missing",
             "adder.toml:2: channel.requests is missing"}));
}

}  // namespace

}  // namespace adder::testing
