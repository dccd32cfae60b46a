#include "tests/support/tunnel_proxy.h"

#include "base/core/text.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <utility>

namespace adder::testing {

namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in name = {};
  name.sin_family = AF_INET;
  name.sin_port = htons(port);
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return name;
}

// Exactly so many bytes, or fewer when the client goes.
std::string receive(int fd, std::size_t size) {
  std::string bytes(size, '\0');
  const auto count = ::recv(fd, bytes.data(), size, MSG_WAITALL);
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return bytes;
}

void say(int fd, std::string_view bytes) {
  static_cast<void>(::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

// RFC 1928, without authentication, for host names and IPv4 addresses.
std::string agree_by_socks(int client) {
  using namespace std::string_view_literals;
  const auto methods = receive(client, 1);
  if (methods.empty()) return {};
  receive(client, static_cast<unsigned char>(methods[0]));
  say(client, "\x05\x00"sv);

  const auto head = receive(client, 4);
  if (head.size() < 4) return {};
  const bool by_name = head[3] == 3;
  std::string host;
  if (by_name) {
    const auto length = receive(client, 1);
    host = receive(client, static_cast<unsigned char>(length.empty() ? '\0' : length[0]));
  } else {
    for (const auto byte : receive(client, 4))
      host += cat(host.empty() ? "" : ".", static_cast<int>(static_cast<unsigned char>(byte)));
  }
  const auto port = receive(client, 2);
  if (port.size() < 2) return {};
  const auto number =
      static_cast<unsigned char>(port[0]) * 256 + static_cast<unsigned char>(port[1]);
  say(client, "\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"sv);
  return cat("socks5 ", host, ':', number);
}

std::string agree_by_connect(int client, std::string head) {
  while (!head.ends_with("\r\n\r\n")) {
    const auto next = receive(client, 1);
    if (next.empty()) return {};
    head += next;
  }
  say(client, "HTTP/1.1 200 Go Ahead\r\n\r\n");
  return head;
}

bool pass_on(int from, int to) {
  char bytes[16'384];
  const auto count = ::recv(from, bytes, sizeof bytes, 0);
  if (count <= 0) return false;
  say(to, std::string_view(bytes, static_cast<std::size_t>(count)));
  return true;
}

}  // namespace

TunnelProxy::TunnelProxy(std::uint16_t leads_to)
    : leads_to_(leads_to), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  auto name = loopback(0);
  socklen_t size = sizeof name;
  auto* const generic = reinterpret_cast<sockaddr*>(&name);
  if (::bind(*listener_, generic, size) != 0 || ::listen(*listener_, 64) != 0) return;
  if (::getsockname(*listener_, generic, &size) != 0) return;
  port_ = ntohs(name.sin_port);
  server_ = std::thread([this] { serve(); });
}

TunnelProxy::~TunnelProxy() {
  ::shutdown(*listener_, SHUT_RDWR);
  if (server_.joinable()) server_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const auto fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  for (auto& tunnel : tunnels_) tunnel.join();
}

std::vector<std::string> TunnelProxy::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

void TunnelProxy::serve() {
  for (;;) {
    const int client = ::accept4(*listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    const std::lock_guard lock(mutex_);
    open_.push_back(client);
    tunnels_.emplace_back([this, client] { tunnel(client); });
  }
}

void TunnelProxy::tunnel(int number) {
  const io::Fd client(number);
  const auto first = receive(*client, 1);
  auto asked = first == "\x05" ? agree_by_socks(*client) : agree_by_connect(*client, first);
  {
    const std::lock_guard lock(mutex_);
    asked_.push_back(std::move(asked));
  }
  const io::Fd server(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto name = loopback(leads_to_);
  bool open = ::connect(*server, reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0;
  while (open) {
    pollfd ends[] = {{.fd = *client, .events = POLLIN, .revents = 0},
                     {.fd = *server, .events = POLLIN, .revents = 0}};
    if (::poll(ends, 2, -1) < 0) break;
    if (ends[0].revents != 0) open = pass_on(*client, *server);
    if (open && ends[1].revents != 0) open = pass_on(*server, *client);
  }
  const std::lock_guard lock(mutex_);
  std::erase(open_, number);
}

}  // namespace adder::testing
