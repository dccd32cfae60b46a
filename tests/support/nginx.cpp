#include "tests/support/nginx.h"

#include "base/core/text.h"
#include "tests/support/certificate.h"
#include "tests/support/free_port.h"
#include "tests/support/http.h"

#include <chrono>
#include <sstream>
#include <thread>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kStartsWithin(10);
constexpr int kTriesForFreePorts = 3;

std::string filled_in(std::string text, const std::string& name, const std::string& value) {
  for (auto at = text.find(name); at != text.npos; at = text.find(name, at + value.size())) {
    text.replace(at, name.size(), value);
  }
  return text;
}

bool answers_before_long(const std::string& url, Background& server) {
  const auto deadline = std::chrono::steady_clock::now() + kStartsWithin;
  while (server.running() && std::chrono::steady_clock::now() < deadline) {
    if (get(url).status != 0) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

std::vector<Nginx::Served> parsed(const std::string& log) {
  std::vector<Nginx::Served> lines;
  std::istringstream in(log);
  for (Nginx::Served line; in >> line.method >> line.path >> line.status >> line.bytes;) {
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

std::string Nginx::absent() {
  for (const auto* program : {"nginx", "openssl"}) {
    if (find_program(program).empty()) return cat(program, " is not installed");
  }
  return "";
}

// A free port may be taken by somebody else before nginx has it: then try others.
Nginx::Nginx(const fs::path& served) {
  if (!make_certificate(folder_.path())) return;
  for (int tries = 0; tries < kTriesForFreePorts && !server_; ++tries) {
    if (!start(served)) server_.reset();
  }
}

bool Nginx::start(const fs::path& served) {
  http_port_ = std::to_string(free_port());
  https_port_ = std::to_string(free_port());
  auto text = content_of(fs::path(ADDER_SOURCE) / "tests/support/nginx.conf");
  text = filled_in(text, "@FOLDER@", folder_.path());
  text = filled_in(text, "@ROOT@", served);
  text = filled_in(text, "@HTTP@", http_port_);
  text = filled_in(text, "@HTTPS@", https_port_);
  const auto config = folder_.write("nginx.conf", text);
  server_ = std::make_unique<Background>(
      Command{.words = {"nginx", "-e", folder_ / "error.log", "-c", config}}, folder_ / "said");
  if (!answers_before_long(http(), *server_)) return false;
  static_cast<void>(this->served());  // our own first knock
  return true;
}

std::vector<Nginx::Served> Nginx::served() {
  // nginx logs a request after answering it, one after the other: when a request of ours stands in
  // the log, everything before it does.
  const auto mark = cat("/mark-", ++marks_);
  get(http() + mark);
  auto lines = parsed(content_of(folder_ / "access.log"));
  while (lines.empty() || lines.back().path != mark) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    lines = parsed(content_of(folder_ / "access.log"));
  }
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(told_));
  told_ += lines.size();
  lines.pop_back();
  return lines;
}

}  // namespace adder::testing
