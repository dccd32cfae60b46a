#pragma once

#include "base/io/hasher.h"
#include "base/net/client.h"
#include "mirror/store/fetch.h"
#include "mirror/store/store.h"
#include "tests/support/loopback_server.h"
#include "tests/support/temp_folder.h"
#include "tests/support/told.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace adder::testing {

// A store in a folder of its own, and a server to fill it from.
class Fetching : public ::testing::Test {
 protected:
  Fetching() : store(mirror::Store::open(folder.path(), Clock())) {}

  // What the server has at `path` and promises by checksum and size.
  mirror::Artifact offered(const std::string& path, const std::string& bytes) {
    server.offer(path, bytes);
    return {.section = "pypi",
            .item = "pypi" + path,
            .owner = "demo",
            .urls = {server.url(path)},
            .size = bytes.size(),
            .sha256 = io::sha256_of(bytes)};
  }

  Result<void> fetch(const std::vector<mirror::Artifact>& artifacts) {
    auto client = net::Client::open({.retry = {.first_pause = std::chrono::milliseconds(1)}}, {});
    EXPECT_TRUE(client);
    const auto scope = std::make_shared<const net::Scope>(
        net::Scope{.upstreams = upstreams, .hosts = {}, .token = {}, .name = "pypi"});
    mirror::Allowance allowance(limits, folder.path());
    return mirror::fetch({.store = *store,
                          .client = *client,
                          .scope = scope,
                          .report = told,
                          .allowance = allowance},
                         artifacts,
                         [&](const mirror::Artifact& artifact,
                             const std::variant<mirror::Blob, mirror::Held>& what) {
                           outcomes.insert_or_assign(artifact.item, what);
                         });
  }

  bool arrived(const std::string& item) const {
    const auto found = outcomes.find(item);
    return found != outcomes.end() && std::holds_alternative<mirror::Blob>(found->second);
  }

  // Why it was held; none: it arrived, or nobody was told of it.
  std::optional<mirror::HeldReason> reason(const std::string& item) const {
    const auto found = outcomes.find(item);
    if (found == outcomes.end() || arrived(item)) return std::nullopt;
    return std::get<mirror::Held>(found->second).reason;
  }

  std::string blob(const std::string& bytes) const {
    return content_of(store->paths().blob(io::sha256_of(bytes)));
  }

  std::size_t drafts() const {
    const std::filesystem::directory_iterator incoming(store->paths().incoming());
    return static_cast<std::size_t>(std::distance(begin(incoming), end(incoming)));
  }

  TempFolder folder;
  mirror::Limits limits{.min_free = 0};
  LoopbackServer server;
  std::vector<std::string> upstreams = {server.url()};
  Result<mirror::Store> store;
  Told told;
  std::map<std::string, std::variant<mirror::Blob, mirror::Held>> outcomes;
};

}  // namespace adder::testing
