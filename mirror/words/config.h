#pragma once

#include "base/net/client.h"
#include "base/pypi/marker.h"
#include "base/pypi/specifier.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
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
  std::vector<std::string> pythons;  // 3.9, 3.10
  std::string platform = "linux";    // linux, darwin, win32
  std::string machine = "x86_64";
  std::string libc = "glibc>=2.17";  // or musl>=1.1; only for linux
};

struct PypiConfig {
  std::vector<std::string> upstreams = {"https://pypi.org/simple/"};
  std::vector<std::filesystem::path> requests;
  std::vector<std::filesystem::path> own;
  std::vector<Environment> environments;  // filled with the default of the contract
  std::string token_env;
  std::vector<std::string> hosts;
  Vanished vanished = Vanished::retire;
  bool require_sha256 = false;
};

// Everything a run may depend on. Filled once, by the command line; read-only after.
struct Config {
  std::filesystem::path file;  // adder.toml itself
  std::filesystem::path root;
  std::string url;  // how users reach public/, without a slash at the end
  Limits limits;
  net::NetworkSettings network;
  std::optional<PypiConfig> pypi;  // none: this mirror has no PyPI section
};

}  // namespace adder::mirror
