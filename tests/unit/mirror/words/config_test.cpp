#include "mirror/words/config.h"

#include "base/core/settings_writer.h"
#include "mirror/words/config_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::Config;
using mirror::ConfigReading;
using mirror::ConfigSources;
using Words = std::vector<std::string>;

ConfigReading parse(std::string_view toml, const Variables& variables = {}) {
  return mirror::parse_config(toml, "adder.toml", {.variables = variables, .current = "/srv"});
}

Words errors(std::string_view toml, const Variables& variables = {}) {
  Words words;
  for (const auto& problem : parse(toml, variables).problems.errors)
    words.push_back(problem.words());
  return words;
}

Words warnings(std::string_view toml, const Variables& variables) {
  Words words;
  for (const auto& problem : parse(toml, variables).problems.warnings) {
    words.push_back(problem.words());
  }
  return words;
}

// What is wrong with one line below `section`, without its place.
std::string wrong(const std::string& section, const std::string& line) {
  const auto found = errors("root = '.'\n" + section + '\n' + line + '\n');
  const std::string place = "adder.toml:3: ";
  if (found.size() != 1) return std::to_string(found.size()) + " problems";
  return found[0].starts_with(place) ? found[0].substr(place.size()) : found[0];
}

constexpr auto kWhole = R"(
root = "adder"
url  = "https://python.example.org/"
[limits]
connections = 8
per_host = 4
rate = "200MB/s"
min_free = "1GiB"
max_bytes = 0
shrink = 30
grace = "48h"
generations = 5
keep_daily = 0
[network]
proxy = "http://me:secret@proxy.example.org:3128"
ca_file = "ca.pem"
client_certificate = "me.pem"
client_key = "me.key"
contact = "python@example.org"
netrc = true
[pypi]
upstream = ["https://one.example.org/simple/", "https://two.example.org/simple/"]
requests = ["requests/pypi.list", "/etc/adder/more.list"]
own = ["wheels"]
environments = [ { python = "3.12", platform = "linux", machine = "aarch64", libc = "musl>=1.1" } ]
token_env = "PYPI_TOKEN"
hosts = ["files.example.org"]
vanished = "keep"
require_sha256 = true
[[channel]]
name = "conda-forge"
upstream = "https://conda.anaconda.org/conda-forge"
requests = ["requests/conda-forge.list"]
subdirs = ["linux-64", "linux-aarch64"]
bz2 = true
hook_dependency = true
token_env = ""
hosts = []
vanished = "retire"
require_sha256 = false
[[channel]]
name = "pkgs/main"
upstream = ["https://repo.anaconda.com/pkgs/main"]
requests = ["requests/main.list"]
[[installers]]
upstream = "https://repo.anaconda.com/archive/"
match = ["Anaconda3-*-Linux-x86_64.sh"]
keep = 2
sha256 = { "Anaconda3-1.sh" = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }
remap = false
name_suffix = "-centre"
[[installers]]
upstream = "github:conda-forge/miniforge"
match = "Miniforge3-*-Linux-x86_64.sh"
[patch]
channels = ["conda-forge", "pkgs/main"]
hook = "hook.py"
collector = "udp://collector.example.org:5514"
condarc = "condarc"
condarc_mode = "if-absent"
pip_conf = "pip.conf"
mode = "pth"
propagate = "auto"
remap = ["a=b"]
add = ["README=share/README"]
[serve]
listen = "[::1]:8080"
tls_certificate = "tls.pem"
tls_key = "tls.key"
access_log = "access.log"
[site]
name = "A centre"
logo = "logo.svg"
contact = "help@example.org"
text = "Hello"
[usage]
listen = ["udp://0.0.0.0:5514", "unix:/run/adder.sock", "fifo:/run/adder.fifo"]
networks = ["10.0.0.0/8", "fd00::/8"]
store = "clickhouse://me:secret@host:8123/usage"
keep = "30d"
pseudonyms = false
min_users = 3
centre_roots = ["/opt/python"]
contexts = { "login*" = "login", "n[0-9]*" = "compute" }
fields = "fields.csv"
packages = "packages.csv"
)";

TEST(Config, TakesEveryKeyOfEverySection) {
  const auto reading = parse(kWhole);
  const auto& config = reading.config;

  EXPECT_EQ(errors(kWhole), Words{});
  EXPECT_EQ(config.file, "/srv/adder.toml");
  EXPECT_EQ(config.root, "/srv/adder");
  EXPECT_EQ(config.url, "https://python.example.org");
  EXPECT_EQ(config.network.connections, 8);
  EXPECT_EQ(config.network.rate, 200'000'000u);
  EXPECT_EQ(config.network.ca_file, "/srv/ca.pem");
  EXPECT_EQ(config.limits.max_bytes, 0u);
  EXPECT_EQ(config.limits.grace, std::chrono::hours(48));
  ASSERT_TRUE(config.pypi);
  EXPECT_EQ(config.pypi->upstreams.size(), 2u);
  EXPECT_EQ(config.pypi->requests[0], "/srv/requests/pypi.list");
  EXPECT_EQ(config.pypi->requests[1], "/etc/adder/more.list");
  EXPECT_EQ(config.pypi->own[0], "/srv/wheels");
  ASSERT_EQ(config.pypi->environments.size(), 1u);
  EXPECT_EQ(config.pypi->environments[0].pythons, Words{"3.12"});
  EXPECT_EQ(config.pypi->environments[0].libc, "musl>=1.1");
  EXPECT_EQ(config.pypi->vanished, mirror::Vanished::keep);
  ASSERT_EQ(config.channels.size(), 2u);
  EXPECT_EQ(config.channels[0].upstreams, Words{"https://conda.anaconda.org/conda-forge"});
  EXPECT_EQ(config.channels[1].subdirs, Words{"linux-64"});
  ASSERT_EQ(config.installers.size(), 2u);
  EXPECT_EQ(config.installers[1].match, Words{"Miniforge3-*-Linux-x86_64.sh"});
  EXPECT_EQ(config.patch.hook_file, "/srv/hook.py");
  EXPECT_EQ(config.patch.condarc_mode, mirror::CondarcMode::if_absent);
  EXPECT_EQ(config.usage.contexts.at("login*"), "login");
}

TEST(Config, DefaultsAreThoseOfTheManual) {
  const auto config = parse("root = '.'\n[pypi]\n").config;

  EXPECT_EQ(config.root, "/srv");
  EXPECT_EQ(config.url, "http://127.0.0.1:8080");
  EXPECT_EQ(config.network.connections, 32);
  EXPECT_EQ(config.network.per_host, 16);
  EXPECT_EQ(config.limits.min_free, std::uint64_t{10} << 30U);
  EXPECT_EQ(config.pypi->upstreams, Words{"https://pypi.org/simple/"});
  EXPECT_EQ(config.pypi->requests[0], "/srv/requests/pypi.list");
  ASSERT_EQ(config.pypi->environments.size(), 1u);
  EXPECT_EQ(config.pypi->environments[0].pythons.size(), 7u);
}

TEST(Config, WithoutPypiThereIsNone) {
  EXPECT_FALSE(parse("root = '.'\n").config.pypi);
}

TEST(Config, ReportsEveryMistakeWithItsLine) {
  const auto found = errors(R"(rot = "."
[limits]
shrink = 101
grace = "1 fortnight"
[pypi]
upstreem = "https://pypi.org/simple/"
[[chanel]]
name = "x"
)");

  EXPECT_EQ(found,
            (Words{"adder.toml: root is missing: the folder that adder keeps everything in",
                   "adder.toml:1: unknown key 'rot', did you mean 'root'?",
                   "adder.toml:3: limits.shrink: expected a whole number from 0 to 100, found 101",
                   "adder.toml:4: limits.grace: '1 fortnight' is not a duration: unknown unit "
                   "'fortnight', one of s, m, h, d, w",
                   "adder.toml:6: unknown key 'upstreem' in [pypi], did you mean 'upstream'?",
                   "adder.toml:7: unknown key 'chanel', did you mean 'channel'?"}));
}

TEST(Config, LooksIntoEveryValue) {
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

TEST(Config, ACollectorThatOthersReachNeedsNetworks) {
  const auto* const said =
      "usage.listen: \"udp://0.0.0.0:5514\" can be reached by other machines, "
      "so usage.networks must say by which";
  EXPECT_EQ(wrong("[usage]", "listen = ['udp://0.0.0.0:5514']"), said);
  EXPECT_EQ(wrong("[usage]", "listen = 'udp://[::1]:5514'"), "0 problems");
  EXPECT_EQ(wrong("[usage]", "listen = 'udp://localhost:5514'"), "0 problems");
  EXPECT_EQ(wrong("[usage]", "listen = 'unix:/run/adder.sock'"), "0 problems");
}

TEST(Config, NamesOfChannelsFollowTheGrammarAndKeepApart) {
  const auto channel = [](const std::string& name) {
    return "[[channel]]\nname = '" + name +
           "'\nupstream = 'https://c.example.org'\nrequests = ['r.list']\n";
  };
  const std::string root = "root = '.'\n";
  for (const auto* good : {"conda-forge", "pkgs/main", "a/b/c/d", "0x.y_z"}) {
    EXPECT_EQ(errors(root + channel(good)), Words{}) << good;
  }
  for (const auto* bad : {"", "A", "a//b", "/a", "a/", "a/b/c/d/e", "../x", ".x", "a b", "site"}) {
    EXPECT_EQ(errors(root + channel(bad)).size(), 1u) << bad;
  }
  EXPECT_EQ(errors(root + channel("x") + channel("x")),
            Words{"adder.toml:7: channel.name: there is a channel \"x\" already"});
  EXPECT_EQ(errors(root + channel("x/linux-64") + channel("x")),
            Words{"adder.toml:3: channel.name: \"x/linux-64\" would lie in a subdir of channel "
                  "\"x\""});
  EXPECT_EQ(errors(root + channel("conda-forge") + "[patch]\nchannels = ['conda-forg']\n"),
            Words{"adder.toml:7: patch.channels: there is no [[channel]] named \"conda-forg\", did "
                  "you mean \"conda-forge\"?"});
}

TEST(Config, AChannelNeedsNameUpstreamAndRequests) {
  EXPECT_EQ(
      errors("root = '.'\n[[channel]]\n"),
      (Words{"adder.toml:2: channel.name is missing", "adder.toml:2: channel.upstream is missing",
             "adder.toml:2: channel.requests is missing"}));
}

TEST(Config, PasswordsAreNeitherInMessagesNorShown) {
  EXPECT_EQ(wrong("[pypi]", "upstream = 'ftp://me:secret@host/'"),
            "pypi.upstream: expected an http or https URL, found \"ftp://***@host/\"");

  const auto shown = to_toml(mirror::effective_settings(parse(kWhole).config));
  EXPECT_EQ(shown.find("secret"), shown.npos);
  EXPECT_NE(shown.find("proxy = \"http://***@proxy.example.org:3128\""), shown.npos);
}

TEST(Config, WhatIsShownMeansTheSameWhenReadAgain) {
  const auto once = to_toml(mirror::effective_settings(parse(kWhole).config));
  const auto twice = to_toml(mirror::effective_settings(parse(once).config));
  EXPECT_EQ(errors(once), Words{});
  EXPECT_EQ(once, twice);
}

TEST(Config, TheEnvironmentBeatsTheFile) {
  const Variables variables = {{"ADDER_ROOT", "elsewhere"},
                               {"ADDER_URL", "http://other.example.org/"},
                               {"ADDER_LIMITS_PER_HOST", "2"},
                               {"ADDER_PYPI_UPSTREAM", "http://127.0.0.1:1/simple/"}};
  const auto config = parse("root = '.'\n[pypi]\n", variables).config;

  EXPECT_EQ(config.root, "/srv/elsewhere");
  EXPECT_EQ(config.url, "http://other.example.org");
  EXPECT_EQ(config.network.per_host, 2);
  EXPECT_EQ(config.pypi->upstreams, Words{"http://127.0.0.1:1/simple/"});
}

TEST(Config, TheFlagBeatsTheEnvironment) {
  const auto reading = mirror::parse_config(
      "root = '.'\n", "/etc/adder.toml",
      {.root = "mine/", .variables = {{"ADDER_ROOT", "/theirs"}}, .current = "/home"});
  EXPECT_EQ(reading.config.root, "/home/mine");
}

TEST(Config, VariablesThatAreNoSettingsAreWarnedOf) {
  const auto found = warnings("root = '.'\n", {{"ADDER_CONFIG", "x"},
                                               {"ADDER_HOOK", "off"},
                                               {"ADDER_TEST_SERIAL", "1"},
                                               {"ADDER_LIMITS_SHRINKS", "20"},
                                               {"ADDER_USAGE_NETWORKS", "10.0.0.0/8"},
                                               {"ADDER_WHATEVER_IT_IS", "20"}});
  EXPECT_EQ(found, (Words{"ADDER_LIMITS_SHRINKS: this is not a setting and was ignored, did you "
                          "mean ADDER_LIMITS_SHRINK?",
                          "ADDER_USAGE_NETWORKS: this is a list, which only the file can set; the "
                          "variable was ignored",
                          "ADDER_WHATEVER_IT_IS: this is not a setting and was ignored"}));
}

TEST(Config, IsLookedForInFourPlaces) {
  const ConfigSources flag{.config = "a.toml", .variables = {{"ADDER_CONFIG", "b.toml"}}};
  EXPECT_EQ(*mirror::find_config(flag), "a.toml");
  const ConfigSources variable{.variables = {{"ADDER_CONFIG", "b.toml"}}};
  EXPECT_EQ(*mirror::find_config(variable), "b.toml");
  const ConfigSources nothing{.current = "/nonexistent"};
  const auto none = mirror::find_config(nothing);
  if (!none) {
    EXPECT_EQ(none.error().words(),
              "no configuration: neither 'adder.toml' here nor '/etc/adder/adder.toml' exists");
  }
}

}  // namespace

}  // namespace adder::testing
