#pragma once

#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace adder::testing {

// A real nginx that speaks TLS and HTTP/2 on loopback and passes every request on to a plain
// server behind it. That server reads in the headers how the client came: X-Protocol (HTTP/2.0),
// X-Connection (a number), X-Client (the subject of its certificate).
class TlsFront {
 public:
  // Empty where a test can have one; else what is absent.
  static std::string absent();

  explicit TlsFront(std::uint16_t port_behind);

  bool answers() const { return server_ != nullptr; }
  std::uint16_t port() const { return port_; }
  std::string url(std::string_view path) const;
  // Who signed its certificate; and a certificate with its key that a client may show.
  std::filesystem::path authority() const { return folder_ / "ca.pem"; }
  std::filesystem::path certificate() const { return folder_ / "server.pem"; }
  std::filesystem::path key() const { return folder_ / "server.key"; }

 private:
  bool start(std::uint16_t port_behind);

  TempFolder folder_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Background> server_;
};

}  // namespace adder::testing
