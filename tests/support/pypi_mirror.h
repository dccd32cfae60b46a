#pragma once

#include "base/core/clock.h"
#include "base/core/text.h"
#include "mirror/sync.h"
#include "tests/support/temp_folder.h"
#include "tests/support/told.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace adder::testing {

// A mirror in a folder of its own, for one test.
class PypiMirror {
 public:
  explicit PypiMirror(const std::string& upstream) {
    config.root = folder.path();
    config.url = "https://mirror.example.org";
    config.limits.min_free = 0;
    config.pypi.emplace();
    config.pypi->upstreams = {upstream};
    config.network.retry.first_pause = std::chrono::milliseconds(1);
  }

  void want(std::string name, mirror::Dependencies dependencies = mirror::Dependencies::no) {
    requests.pypi.wishes.push_back({.place = {.file = "pypi.list", .line = 1},
                                    .text = name,
                                    .name = Pattern::exact(name),
                                    .spec = {},
                                    .extras = {},
                                    .marker = {},
                                    .dependencies = dependencies,
                                    .wheels = {},
                                    .python = {},
                                    .latest = {}});
  }

  void want_nothing() { requests.pypi = {}; }

  // What went wrong is shown by the exit -1.
  int exit_of_sync(const mirror::SyncOptions& options = {}) {
    const auto outcome = sync(options);
    if (!outcome) trouble = outcome.error().words();
    return outcome ? outcome->exit : -1;
  }

  Result<mirror::SyncOutcome> sync(const mirror::SyncOptions& options = {}) {
    told = Told();
    return mirror::sync(config, requests, clock, options, told, {});
  }

  std::string published(std::string_view path) const {
    return content_of(folder.path() / "public" / path);
  }
  std::string page(std::string_view project) const {
    return published(cat("pypi/simple/", project, "/index.v1_json"));
  }
  // Below public/, where the file is published; empty: nowhere.
  std::string path_of(std::string_view file) const {
    const auto root = folder.path() / "public";
    if (!std::filesystem::exists(root)) return {};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      if (entry.path().filename() == file) return entry.path().lexically_relative(root);
    }
    return {};
  }
  bool publishes(std::string_view path) const {
    return std::filesystem::exists(folder.path() / "public" / path);
  }

  TempFolder folder;
  mirror::Config config;
  mirror::Requests requests;
  Clock clock;
  Told told;
  std::string trouble;
};

}  // namespace adder::testing
