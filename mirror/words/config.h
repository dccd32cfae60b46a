#pragma once

#include "base/net/client.h"
#include "base/pypi/marker.h"
#include "base/pypi/specifier.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace adder::mirror {

struct Limits {
  std::uint64_t min_free = std::uint64_t{10} << 30;
  std::uint64_t max_bytes = 0;  // 0: none
  int shrink = 20;              // percent; see Guards in docs/formats/adder.toml.md
  std::chrono::seconds grace = std::chrono::hours(24);
  int generations = 10;
  int keep_daily = 30;
};

// What happens to a published file that upstream no longer has.
enum class Vanished { retire, keep };

// A kind of machine that dependencies are wanted for. Narrows +deps only.
struct Environment {
  std::vector<std::string> pythons = {"3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15"};
  std::string platform = "linux";  // linux, darwin, win32
  std::string machine = "x86_64";
  std::string libc = "glibc>=2.17";  // or musl>=1.1; only for linux
};

struct PypiConfig {
  std::vector<std::string> upstreams = {"https://pypi.org/simple/"};
  std::vector<std::filesystem::path> requests;
  std::vector<std::filesystem::path> own;
  std::vector<Environment> environments = {Environment{}};
  std::string token_env;
  std::vector<std::string> hosts;
  Vanished vanished = Vanished::retire;
  bool require_sha256 = false;
};

// One [[channel]]: served as <url>/conda/<name>.
struct ChannelConfig {
  std::string name;
  std::vector<std::string> upstreams;
  std::vector<std::filesystem::path> requests;
  std::vector<std::string> subdirs = {"linux-64"};  // noarch is always there
  bool bz2 = false;                                 // writes repodata.json.bz2 too
  bool hook_dependency = false;
  std::string token_env;
  std::vector<std::string> hosts;
  Vanished vanished = Vanished::retire;
  bool require_sha256 = false;
};

// One [[installers]]: what is fetched, patched and put on the page.
struct InstallersConfig {
  std::string upstream;  // a listing, github:OWNER/REPO or file:/path
  std::vector<std::string> match;
  int keep = 3;
  std::map<std::string, std::string> sha256;  // file name to hex digits
  bool remap = true;
  std::string name_suffix;
};

enum class CondarcMode { dropin, replace, if_absent };
enum class HookMode { sitecustomize, pth };
enum class Propagate { automatic, wrapper, plugin, none };

// How installers are patched, where the command line does not say it.
struct PatchConfig {
  std::vector<std::string> channels;
  bool hook = true;
  std::filesystem::path hook_file;  // another hook than ours
  std::vector<std::string> collectors;
  std::filesystem::path condarc;
  CondarcMode condarc_mode = CondarcMode::dropin;
  std::filesystem::path pip_conf;
  HookMode mode = HookMode::sitecustomize;
  Propagate propagate = Propagate::automatic;
  std::vector<std::string> remap;  // SRC=DST
  std::vector<std::string> add;    // SRC=DEST
};

struct ServeConfig {
  std::string listen = "127.0.0.1:8080";
  std::filesystem::path tls_certificate;
  std::filesystem::path tls_key;
  std::filesystem::path access_log;
};

// What the centre says on its page.
struct SiteConfig {
  std::string name;
  std::filesystem::path logo;
  std::string contact;
  std::string text;
};

struct UsageConfig {
  std::vector<std::string> listen = {"udp://127.0.0.1:5514"};
  std::vector<std::string> networks;  // whose datagrams are taken; empty: this machine's
  std::string store = "sqlite:usage.db";
  std::chrono::seconds keep = std::chrono::hours(24 * 90);
  bool pseudonyms = true;
  int min_users = 5;
  std::vector<std::string> centre_roots;
  std::map<std::string, std::string> contexts;  // host pattern to login, launch or compute
  std::filesystem::path fields;
  std::filesystem::path packages;
};

// Everything a run may depend on. Filled once, by the command line; read-only after.
struct Config {
  std::filesystem::path file;  // adder.toml itself
  std::filesystem::path root;
  std::string url = "http://127.0.0.1:8080";  // how users reach public/, no slash at the end
  Limits limits;
  net::NetworkSettings network;
  std::optional<PypiConfig> pypi;  // none: this mirror has no PyPI section
  std::vector<ChannelConfig> channels;
  std::vector<InstallersConfig> installers;
  PatchConfig patch;
  ServeConfig serve;
  SiteConfig site;
  UsageConfig usage;
};

}  // namespace adder::mirror
