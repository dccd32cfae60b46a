#include "mirror/words/config.h"

#include "base/core/settings_writer.h"
#include "tests/unit/mirror/words/parsed_config.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

using mirror::ConfigSources;

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
  const auto reading = parse_config(kWhole);
  const auto& config = reading.config;

  EXPECT_EQ(errors_of(kWhole), Words{});
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
  const auto config = parse_config("root = '.'\n[pypi]\n").config;

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
  EXPECT_FALSE(parse_config("root = '.'\n").config.pypi);
}

TEST(Config, ReportsEveryMistakeWithItsLine) {
  const auto found = errors_of(R"(rot = "."
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

TEST(Config, PasswordsAreNeitherInMessagesNorShown) {
  EXPECT_EQ(errors_of("root = '.'\n[pypi]\nupstream = 'ftp://me:secret@host/'\n"),
            Words{"adder.toml:3: pypi.upstream: expected an http or https URL, found "
                  "\"ftp://***@host/\""});

  EXPECT_EQ(errors_of("root = '.'\n[pypi]\nupstream = 'https://me:sec/ret#@host/'\n"),
            Words{"adder.toml:3: pypi.upstream: expected an http or https URL, found "
                  "\"https://***@host/\""});

  const auto nearly = "root = '.'\n[network]\nproxy = 'me:secret@proxy.example.org:3128'\n";
  EXPECT_NE(to_toml(mirror::effective_settings(parse_config(nearly).config))
                .find("proxy = \"***@proxy.example.org:3128\""),
            std::string::npos);
  const auto shown = to_toml(mirror::effective_settings(parse_config(kWhole).config));
  EXPECT_EQ(shown.find("secret"), shown.npos);
  EXPECT_NE(shown.find("proxy = \"http://***@proxy.example.org:3128\""), shown.npos);
}

TEST(Config, WhatIsShownMeansTheSameWhenReadAgain) {
  const auto once = to_toml(mirror::effective_settings(parse_config(kWhole).config));
  const auto twice = to_toml(mirror::effective_settings(parse_config(once).config));
  EXPECT_EQ(errors_of(once), Words{});
  EXPECT_EQ(once, twice);
}

TEST(Config, TheEnvironmentBeatsTheFile) {
  const Variables variables = {{"ADDER_ROOT", "elsewhere"},
                               {"ADDER_URL", "http://other.example.org/"},
                               {"ADDER_LIMITS_PER_HOST", "2"},
                               {"ADDER_PYPI_UPSTREAM", "http://127.0.0.1:1/simple/"}};
  const auto config = parse_config("root = '.'\n[pypi]\n", variables).config;

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
  const auto reading = parse_config("root = '.'\n", {{"ADDER_CONFIG", "x"},
                                                     {"ADDER_HOOK", "off"},
                                                     {"ADDER_TEST_SERIAL", "1"},
                                                     {"ADDER_LIMITS_SHRINKS", "20"},
                                                     {"ADDER_USAGE_NETWORKS", "10.0.0.0/8"},
                                                     {"ADDER_WHATEVER_IT_IS", "20"}});
  EXPECT_EQ(words_of(reading.problems.warnings),
            (Words{"ADDER_LIMITS_SHRINKS: this is not a setting and was ignored, did you "
                   "mean 'ADDER_LIMITS_SHRINK'?",
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
