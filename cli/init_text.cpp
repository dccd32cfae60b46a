#include "cli/init_text.h"

#include "base/core/setting.h"
#include "base/core/text.h"

#include <algorithm>

namespace adder::cli {

namespace {

constexpr auto kHead = R"(# What adder mirrors, from where, and for whom.
# 'adder config check' says what is wrong with this file, 'adder config show' what is in force.
# Paths are relative to this file.

root = "."                          # everything adder keeps; public/ in it is what is served
)";

constexpr auto kLimits = R"(
#[limits]
#connections = 32                   # transfers at once
#per_host = 16                      # of these, to one host
#rate = ""                          # a ceiling for all downloads together, such as "200MB/s"
#min_free = "10GiB"                 # stop before the disk is fuller than this
#max_bytes = ""                     # refuse a plan that would download more, such as "2TB"
#shrink = 20                        # percent: refuse an upstream that lost more than this
#grace = "24h"                      # what no kept generation names stays this much longer
#generations = 10                   # keep the newest ones,
#keep_daily = 30                    # and the last of each of the last days

#[network]
#proxy = "http://proxy.example.org:3128"
#ca_file = "/etc/ssl/certs/ca-certificates.crt"
#client_certificate = "client.pem"
#client_key = "client.key"
#contact = "python@example.org"     # goes into the User-Agent, so that upstream can write to you
#netrc = false
)";

constexpr auto kPypiMore =
    R"(#own = ["wheels"]                    # folders of wheels and sdists of your own
#environments = [{python = ["3.12"], platform = "linux", machine = "x86_64", libc = "glibc>=2.28"}]
#token_env = "PYPI_TOKEN"           # the variable that holds a token for upstream
#hosts = []                         # further hosts that upstream may send us to
#vanished = "retire"                # or "keep": what happens to files that upstream removes
#require_sha256 = false
)";

constexpr auto kNotYet = R"(
# What follows is for what adder learns next: this version reads and checks [[channel]],
# [[installers]], [patch], [serve], [site] and [usage], and does nothing with them yet.
)";

constexpr auto kChannelExample = R"(
#[[channel]]
#name = "conda-forge"               # served as <url>/conda/conda-forge
#upstream = ["https://conda.anaconda.org/conda-forge"]
#requests = ["requests/conda-forge.list"]
#subdirs = ["linux-64"]             # noarch is always there
)";

constexpr auto kOthers = R"(
#[[installers]]
#upstream = "github:conda-forge/miniforge"
#match = ["Miniforge3-*-Linux-x86_64.sh"]
#keep = 3

#[patch]                            # how installers are made to feel at home
#hook = true
#collector = "udp://collector.example.org:5514"
)";

constexpr auto kServe = R"(
[serve]
listen = "127.0.0.1:8080"
#tls_certificate = "server.pem"
#tls_key = "server.key"
#access_log = "access.log"
)";

constexpr auto kTail = R"(
#[site]                             # what your page says
#name = "Example Computing Centre"
#contact = "python@example.org"
#text = "Python for everybody here."

#[usage]                            # what the hook of patched installations reports
#listen = ["udp://127.0.0.1:5514"]
#networks = ["127.0.0.0/8"]
#store = "sqlite:usage.db"
#keep = "90d"
)";

// key = "value" with the quotes and escapes TOML wants.
std::string setting(std::string_view key, std::string value) {
  Setting table;
  table.children.push_back(
      {.kind = Setting::Kind::text, .key = std::string(key), .text = std::move(value)});
  return to_toml(table);
}

std::string channel_section(const ChannelChoice& channel) {
  return cat("\n[[channel]]\n", setting("name", channel.name), setting("upstream", channel.url),
             "requests = [\"", channel.list(), "\"]\nsubdirs = [\"linux-64\"]\n");
}

}  // namespace

std::string ChannelChoice::list() const {
  auto file = name;
  std::ranges::replace(file, '/', '-');
  return cat("requests/", file, ".list");
}

std::string first_config(const InitChoices& choices) {
  auto text =
      cat(kHead, "# How users reach public/:\n", setting("url", choices.url), kLimits, "\n[pypi]\n",
          setting("upstream", choices.pypi), "requests = [\"requests/pypi.list\"]\n", kPypiMore);
  text += kNotYet;
  if (choices.channels.empty()) text += kChannelExample;
  for (const auto& channel : choices.channels) text += channel_section(channel);
  return cat(text, kOthers, kServe, kTail);
}

std::string first_pypi_list() {
  return R"(# What this mirror holds of PyPI: a line for each wish. Some examples; remove the # to use one.
#
#   numpy                             every version there is and every one to come
#   requests >=2.20,!=2.25.*          some versions (PEP 440)
#   jupyter*                          every project whose name begins so
#   /^(torch|torchvision)$/ >=2.0     names that a regular expression matches
#   scipy +deps                       and all that it depends on
#   tensorflow >=2.10 wheels=*manylinux*x86_64* sdist=no python=>=3.10 latest=5
#   !jupyter-evil*                    but never these
#   -r more.list                      what another list says
#
# 'adder requests check' says what is wrong with a list, 'adder sync --dry-run' what it would bring.
)";
}

std::string first_conda_list(const std::string& channel) {
  return cat("# What this mirror holds of the channel ", channel,
             R"(:
# a line for each wish. Some examples; remove the # to use one.
#
#   numpy                             every version there is and every one to come
#   python 3.11.*                     a MatchSpec
#   numpy[version='>=1.20,<2', build=py311*]
#   jupyter*                          every package whose name begins so
#   scipy +deps                       and all that it depends on
#   !jupyter-evil*                    but never these
#   *                                 the whole channel
)");
}

}  // namespace adder::cli
