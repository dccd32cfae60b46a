#pragma once

#include "base/core/text.h"
#include "base/io/hasher.h"
#include "mirror/conda/look.h"
#include "mirror/conda/upstream_scope.h"
#include "tests/support/conda_channel.h"
#include "tests/support/loopback_server.h"
#include "tests/support/repodata.h"
#include "tests/support/temp_folder.h"
#include "tests/support/told.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace adder::testing {

using Words = std::vector<std::string>;

inline bool has(std::string_view text, std::string_view words) {
  return text.find(words) != text.npos;
}

// A channel on loopback, and a mirror that looks at it again and again.
class Looking : public ::testing::Test {
 protected:
  Looking() {
    ::setenv("ADDER_TEST_RETRY_PAUSE_MS", "1", 1);
    config.name = "demo";
    config.upstreams = {server.url("/chan")};
    open();
  }
  ~Looking() override {
    end_look();
    ::unsetenv("ADDER_TEST_RETRY_PAUSE_MS");
  }

  void open() {
    end_look();
    store.reset();
    store.emplace(*mirror::Store::open(root.path(), Clock()));
  }
  void end_look() {
    look.reset();
    client.reset();
  }

  // What upstream has now.
  void publish(const CondaForms& forms = {}) {
    channel.write(forms);
    channel.offer_to(server, "/chan");
  }
  void put(const std::string& name, const std::string& subdir = "linux-64") {
    channel.put_record(subdir, name + "-1.0-0.conda",
                       cat(R"({"name":")", name, R"(","version":"1.0","build":"0"})"));
  }
  Offer& offer(const std::string& path, std::string body) {
    return server.offer("/chan/" + path, std::move(body));
  }
  void withdraw(const std::string& path) { server.withdraw("/chan/" + path); }
  std::string upstream_file(const std::string& path) const {
    return content_of(channel.folder() / path);
  }
  // A form of index that upstream does not have.
  void without(std::string_view form) {
    for (const std::string subdir : {"noarch", "linux-64"}) withdraw(cat(subdir, '/', form));
  }

  // One look as a sync takes it, and what it comes to: empty, or the words of an error.
  enum class Accept { yes, no };
  std::string ask(Accept accept = Accept::yes) {
    end_look();
    told = Told();
    server.forget_seen();
    client = std::make_unique<net::Client>(*net::Client::open(
        {.retry = {.attempts = 2, .first_pause = std::chrono::milliseconds(1)}}, stop.get_token()));
    look = std::make_unique<mirror::ChannelLook>(
        *store, *client, config, mirror::upstream_scope(config), told, stop.get_token());
    look->limit_shrink(shrink);
    if (auto looked = look->look(wants, io::sha256_of(recipe)); !looked) {
      return looked.error().words();
    }
    if (accept == Accept::no) return {};
    const auto accepted = look->accept();
    return accepted ? std::string() : accepted.error().words();
  }

  const mirror::SubdirIndex* index(std::string_view subdir) const {
    for (const auto& one : look->subdirs()) {
      if (one.subdir().text() == subdir) return &one;
    }
    return nullptr;
  }

  // All that is heard of a subdir; an error is the last line.
  Words heard(std::string_view subdir) const {
    HeardRepodata heard;
    const auto* const found = index(subdir);
    if (found == nullptr) return {"no index"};
    if (const auto read = found->read(heard); !read) {
      heard.lines.push_back("error " + read.error().words());
    }
    return heard.lines;
  }
  // The files that it has records of.
  Words files(std::string_view subdir = "linux-64") const {
    Words names;
    for (const auto& line : heard(subdir)) {
      if (line.starts_with("error ") || line == "no index") names.push_back(line);
      if (!line.starts_with("packages")) continue;
      const auto begin = line.find(' ') + 1;
      names.push_back(line.substr(begin, line.find(' ', begin) - begin));
    }
    return names;
  }

  // What was asked for, in the order of the alphabet, below the channel.
  Words asked() const {
    Words paths;
    for (const auto& request : server.seen()) paths.push_back(request.path.substr(6));
    std::ranges::sort(paths);
    return paths;
  }
  std::size_t times_asked(std::string_view path) const {
    return server.seen(cat("/chan/", path)).size();
  }

  std::optional<mirror::HeldReason> reason(std::string_view subdir = "linux-64") const {
    for (const auto& held : look->held()) {
      if (held.item == cat("conda/demo/", subdir)) return held.reason;
    }
    return std::nullopt;
  }
  std::string detail(std::string_view subdir = "linux-64") const {
    for (const auto& held : look->held()) {
      if (held.item == cat("conda/demo/", subdir)) return held.detail;
    }
    return {};
  }

  // What stands below store/upstream/demo, checksums cut short.
  Words kept() const {
    Words paths;
    const auto folder = root.path() / "store/upstream/demo";
    if (!std::filesystem::exists(folder)) return paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      auto name = entry.path().lexically_relative(folder).native();
      const auto sum = name.find_first_of('.') - 64;
      paths.push_back(name.replace(sum, 64, "*"));
    }
    std::ranges::sort(paths);
    return paths;
  }
  std::size_t drafts() const {
    const std::filesystem::directory_iterator incoming(root.path() / "store/incoming");
    return static_cast<std::size_t>(std::distance(begin(incoming), end(incoming)));
  }

  TempFolder upstream_folder;
  CondaChannel channel{upstream_folder.path()};
  LoopbackServer server;
  TempFolder root;
  mirror::ChannelConfig config;
  std::optional<mirror::Store> store;
  mirror::WantsName wants = [](std::string_view) {
    return true;
  };
  std::string recipe = "all";
  int shrink = 20;
  Told told;
  std::stop_source stop;
  std::unique_ptr<net::Client> client;
  std::unique_ptr<mirror::ChannelLook> look;
};

}  // namespace adder::testing
