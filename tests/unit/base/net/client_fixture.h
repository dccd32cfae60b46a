#pragma once

#include "base/net/client.h"
#include "tests/support/loopback_server.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

// Keeps what it holds from one attempt to the next, as a download on disk does.
class PartKeeper final : public net::Receiver {
 public:
  Part held() override { return {.bytes = bytes.size(), .etag = etag}; }
  Result<void> begin(const net::Head& head, std::uint64_t offset) override {
    offsets.push_back(offset);
    bytes.resize(offset);
    etag = head.etag;
    return {};
  }
  Result<void> write(std::span<const std::byte> piece) override {
    bytes.append(reinterpret_cast<const char*>(piece.data()), piece.size());
    return {};
  }

  std::string bytes;
  std::string etag;
  std::vector<std::uint64_t> offsets;  // of each begin()
};

// A client that talks to a real server, with pauses fit for tests.
class ClientTest : public ::testing::Test {
 protected:
  ClientTest() {
    // The machine's own proxies are not meant.
    for (const auto* const name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                   "ALL_PROXY", "no_proxy", "NO_PROXY"})
      ::unsetenv(name);
    settings.retry.first_pause = std::chrono::milliseconds(1);
    settings.connect_timeout = std::chrono::seconds(5);
    scope->upstreams = {upstream.url("/simple/")};
    scope->name = "pypi";
  }

  net::Request request(const std::string& url) {
    return {.url = url, .scope = scope, .receiver = &text};
  }
  net::Request request_for(const std::string& path) { return request(upstream.url(path)); }

  // Opens a client with the settings as they stand, and runs this one request to its end.
  Result<net::Response> fetch(net::Request request) {
    auto client = net::Client::open(settings, stop.get_token());
    if (!client) return std::move(client).error();
    std::optional<Result<net::Response>> result;
    client->start(std::move(request), [&](auto done) { result = std::move(done); });
    auto ran = client->run();
    if (!ran && !result) return std::move(ran).error();
    return *std::move(result);
  }
  Result<net::Response> fetch(const std::string& path) { return fetch(request_for(path)); }

  LoopbackServer upstream;
  net::NetworkSettings settings;
  std::shared_ptr<net::Scope> scope = std::make_shared<net::Scope>();
  std::stop_source stop;
  net::TextReceiver text;
};

}  // namespace adder::testing
