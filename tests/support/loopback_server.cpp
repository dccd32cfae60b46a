#include "tests/support/loopback_server.h"

#include "base/core/text.h"
#include "tests/support/loopback_wire.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace adder::testing {

namespace {

[[noreturn]] void give_up(const char* action) {
  throw std::system_error(errno, std::generic_category(), action);
}

sockaddr_in socket_address(const std::string& address) {
  sockaddr_in name = {};
  name.sin_family = AF_INET;
  if (::inet_pton(AF_INET, address.c_str(), &name.sin_addr) != 1) give_up("inet_pton");
  return name;
}

io::Fd listen_on(const std::string& address) {
  auto name = socket_address(address);
  io::Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd) give_up("socket");
  if (::bind(*fd, reinterpret_cast<sockaddr*>(&name), sizeof name) != 0) give_up("bind");
  if (::listen(*fd, 512) != 0) give_up("listen");
  return fd;
}

std::uint16_t port_of(const io::Fd& fd) {
  sockaddr_in name = {};
  socklen_t size = sizeof name;
  if (::getsockname(*fd, reinterpret_cast<sockaddr*>(&name), &size) != 0) give_up("getsockname");
  return ntohs(name.sin_port);
}

}  // namespace

LoopbackServer::LoopbackServer(const std::string& address)
    : address_(address), listener_(listen_on(address)), port_(port_of(listener_)) {
  accepter_ = std::thread([this] { accept_all(); });
}

LoopbackServer::~LoopbackServer() {
  stopping_ = true;
  ::shutdown(*listener_, SHUT_RDWR);
  accepter_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const auto fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  for (auto& talker : talkers_) talker.join();
}

std::string LoopbackServer::url(std::string_view path) const {
  return cat("http://", address_, ':', port_, path);
}

Offer& LoopbackServer::offer(const std::string& path, std::string body, Headers headers) {
  const std::lock_guard lock(mutex_);
  auto& place = offers_[path];
  place = std::make_unique<Offer>(mutex_, std::move(body), std::move(headers));
  return *place;
}

void LoopbackServer::withdraw(const std::string& path) {
  const std::lock_guard lock(mutex_);
  offers_.erase(path);
}

void LoopbackServer::handle(const std::string& prefix, Handler handler) {
  const std::lock_guard lock(mutex_);
  handlers_[prefix] = std::move(handler);
}

std::vector<SeenRequest> LoopbackServer::seen(std::string_view path) const {
  auto requests = seen();
  std::erase_if(requests, [&](const SeenRequest& request) { return request.path != path; });
  return requests;
}

std::vector<SeenRequest> LoopbackServer::seen() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

void LoopbackServer::forget_seen() {
  const std::lock_guard lock(mutex_);
  seen_.clear();
}

int LoopbackServer::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}

int LoopbackServer::most_at_once() const {
  const std::lock_guard lock(mutex_);
  return most_at_once_;
}

void LoopbackServer::accept_all() {
  while (!stopping_) {
    const int connection = ::accept4(*listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    const int yes = 1;
    ::setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const std::lock_guard lock(mutex_);
    open_.insert(connection);
    talkers_.emplace_back(
        [this, connection, number = ++connections_] { talk(connection, number); });
  }
}

void LoopbackServer::talk(int connection, int number) {
  const io::Fd fd(connection);
  RequestReader reader(connection);
  while (!stopping_) {
    auto request = reader.next();
    if (!request) break;
    request->connection = number;
    request->when = std::chrono::steady_clock::now();
    if (!answer_one(connection, std::move(*request))) break;
  }
  const std::lock_guard lock(mutex_);
  open_.erase(connection);
}

bool LoopbackServer::answer_one(int connection, SeenRequest request) {
  {
    const std::lock_guard lock(mutex_);
    seen_.push_back(request);
    most_at_once_ = std::max(most_at_once_, ++at_once_);
  }
  const bool reusable = send_answer(connection, request, answer_to(request));
  const std::lock_guard lock(mutex_);
  --at_once_;
  return reusable;
}

Answer LoopbackServer::answer_to(const SeenRequest& request) {
  Handler handler;
  {
    const std::lock_guard lock(mutex_);
    const auto offer = offers_.find(request.path);
    if (offer != offers_.end()) return offer->second->answer(request);
    for (const auto& [prefix, candidate] : handlers_) {
      // In the order of the map, a longer prefix comes after the shorter one it starts with.
      if (request.path.starts_with(prefix)) handler = candidate;
    }
  }
  if (handler) return handler(request);
  return {.status = 404, .body = "nothing here\n"};
}

}  // namespace adder::testing
