#pragma once

#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace adder::testing {

// A real nginx that serves one folder on loopback, by http and by https with a certificate that
// only its own authority knows.
class Nginx {
 public:
  // Empty where a test can have one; else what is absent.
  static std::string absent();

  explicit Nginx(const std::filesystem::path& served);

  bool answers() const { return server_ != nullptr; }
  std::string http() const { return "http://127.0.0.1:" + http_port_; }
  std::string https() const { return "https://localhost:" + https_port_; }
  std::filesystem::path authority() const { return folder_ / "ca.pem"; }

  // A line of the access log.
  struct Served {
    std::string method;
    std::string path;
    int status = 0;
    std::uint64_t bytes = 0;
  };
  // Everything that was served since the last call.
  std::vector<Served> served();

 private:
  bool start(const std::filesystem::path& served);

  TempFolder folder_;
  std::string http_port_;
  std::string https_port_;
  std::unique_ptr<Background> server_;
  std::size_t told_ = 0;  // lines of the log that were handed out
  int marks_ = 0;
};

}  // namespace adder::testing
