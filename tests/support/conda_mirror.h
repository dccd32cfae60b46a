#pragma once

#include "base/core/clock.h"
#include "base/core/text.h"
#include "mirror/lists/conda_list.h"
#include "mirror/sync.h"
#include "tests/support/conda_channel.h"
#include "tests/support/conda_package_builder.h"
#include "tests/support/loopback_server.h"
#include "tests/support/repodata.h"
#include "tests/support/temp_folder.h"
#include "tests/support/told.h"

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace adder::testing {

// A channel upstream, and a mirror of it in a folder of its own, for one test.
class CondaMirror {
 public:
  CondaMirror() {
    config.root = folder.path();
    config.url = "https://mirror.example.org";
    config.limits.min_free = 0;
    config.network.retry.first_pause = std::chrono::milliseconds(1);
    mirror::ChannelConfig channel;
    channel.name = "demo";
    channel.upstreams = {server.url("/demo")};
    config.channels.push_back(std::move(channel));
  }

  mirror::ChannelConfig& channel() { return config.channels.front(); }

  // A line of the channel's list.
  void want(const std::string& line) {
    Problems problems;
    add_conda_line({.place = {.file = "demo.list", .line = ++lines_}, .text = line, .last = lines_},
                   "demo", requests.channels["demo"], problems);
    if (!problems.errors.empty()) throw std::runtime_error(problems.errors.front().words());
  }
  void want_nothing() { requests.channels.clear(); }

  // Serves the upstream as it is now.
  void offer(const CondaForms& forms = {}) {
    upstream.write(forms);
    upstream.offer_to(server, "/demo");
  }

  Result<mirror::SyncOutcome> sync(const mirror::SyncOptions& options = {}) {
    told = Told();
    return mirror::sync(config, requests, clock, options, told, {});
  }

  // What went wrong is shown by the exit -1.
  int exit_of_sync(const mirror::SyncOptions& options = {}) {
    const auto outcome = sync(options);
    if (!outcome) trouble = outcome.error().words();
    return outcome ? outcome->exit : -1;
  }

  std::string published(std::string_view path) const {
    return content_of(folder.path() / "public/conda/demo" / path);
  }
  bool publishes(std::string_view path) const {
    return std::filesystem::exists(folder.path() / "public/conda/demo" / path);
  }

  // The keys of the records that the index of the subdir has.
  std::vector<std::string> files(const std::string& subdir) const {
    std::vector<std::string> keys;
    for (const auto& line : hear_repodata(published(subdir + "/repodata.json"))) {
      if (!line.starts_with("packages")) continue;
      const auto begin = line.find(' ') + 1;
      keys.push_back(line.substr(begin, line.find(' ', begin) - begin));
    }
    return keys;
  }

  LoopbackServer server;
  TempFolder upstream_folder;
  CondaChannel upstream{upstream_folder.path()};
  TempFolder folder;
  mirror::Config config;
  mirror::Requests requests;
  Clock clock;
  Told told;
  std::string trouble;

 private:
  int lines_ = 0;
};

}  // namespace adder::testing
