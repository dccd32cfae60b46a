#pragma once

#include "base/io/fd.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace adder::testing {

// A real proxy on loopback that tunnels by SOCKS5 or by HTTP's CONNECT, whichever it is asked in.
// Wherever a client wants to go, the tunnel leads to one port of loopback.
class TunnelProxy {
 public:
  explicit TunnelProxy(std::uint16_t leads_to);
  TunnelProxy(const TunnelProxy&) = delete;
  TunnelProxy& operator=(const TunnelProxy&) = delete;
  ~TunnelProxy();

  std::uint16_t port() const { return port_; }
  // What clients asked for: "socks5 example.org:80", or the head of the CONNECT request.
  std::vector<std::string> asked() const;

 private:
  void serve();
  void tunnel(int client);

  std::uint16_t leads_to_;
  io::Fd listener_;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> asked_;
  std::vector<int> open_;
  std::vector<std::thread> tunnels_;
  std::thread server_;
};

}  // namespace adder::testing
