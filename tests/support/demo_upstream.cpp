#include "tests/support/demo_upstream.h"

#include "tests/support/http.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <thread>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kStartsWithin(30);

// The port file appears, whole, once the server can be asked.
std::string port_in(const fs::path& file, Background& server) {
  const auto deadline = std::chrono::steady_clock::now() + kStartsWithin;
  while (!fs::exists(file)) {
    if (!server.running() || std::chrono::steady_clock::now() > deadline) return "";
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  const auto text = content_of(file);
  return text.substr(0, text.find('\n'));
}

}  // namespace

DemoUpstream::DemoUpstream(int chapters) {
  const auto port_file = folder_ / "port";
  const fs::path program = fs::path(ADDER_SOURCE) / "tests/support/demo_upstream";
  const Command command{.words = {"python3", "-B", program, "--port-file", port_file, "--evolve",
                                  std::to_string(chapters)}};
  server_ = std::make_unique<Background>(command, folder_ / "log");
  port_ = port_in(port_file, *server_);
}

std::string DemoUpstream::evolve() const {
  const auto reply = post(origin() + "/_demo/evolve");
  return reply.body.substr(0, reply.body.find('\n'));
}

bool DemoUpstream::change(const std::string& json) const {
  return post(origin() + "/_demo/do", json).status == 200;
}

std::vector<std::string> DemoUpstream::requests() const {
  std::vector<std::string> lines;
  const auto seen = nlohmann::json::parse(get(origin() + "/_demo/requests").body);
  for (const auto& request : seen) {
    lines.push_back(request["method"].get<std::string>() + " " +
                    request["path"].get<std::string>());
  }
  return lines;
}

void DemoUpstream::forget() const {
  ask({.url = origin() + "/_demo/requests", .method = "DELETE"});
}

}  // namespace adder::testing
