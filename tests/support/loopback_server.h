#pragma once

#include "base/io/fd.h"
#include "tests/support/loopback_answer.h"
#include "tests/support/loopback_offer.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace adder::testing {

// A real HTTP/1.1 server on loopback and a free port: keep-alive, HEAD, Range, If-Range and
// conditional requests as an honest server does them, and every kind of misfortune on request.
class LoopbackServer {
 public:
  using Handler = std::function<Answer(const SeenRequest&)>;

  // Other addresses of this machine, such as 127.0.0.2, play strangers.
  explicit LoopbackServer(const std::string& address = "127.0.0.1");
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  ~LoopbackServer();

  std::uint16_t port() const { return port_; }
  // http://127.0.0.1:PORT and the path.
  std::string url(std::string_view path = "/") const;

  // Serves this body there from now on, in place of what was there. The reference is
  // good until the path is offered again or withdrawn.
  Offer& offer(const std::string& path, std::string body, Headers headers = {});
  void withdraw(const std::string& path);

  // Asks the function for every path that starts with `prefix` and has no offer. It is called on
  // the connection's thread, so perhaps on several at once.
  void handle(const std::string& prefix, Handler handler);

  // The requests so far, in the order they came: of one path, or all.
  std::vector<SeenRequest> seen(std::string_view path) const;
  std::vector<SeenRequest> seen() const;
  void forget_seen();
  int connections() const;
  // The most requests that were being answered at one time.
  int most_at_once() const;

 private:
  void accept_all();
  void talk(int connection, int number);
  bool answer_one(int connection, SeenRequest request);
  Answer answer_to(const SeenRequest& request);

  std::string address_;
  io::Fd listener_;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;

  mutable std::mutex mutex_;  // guards all that follows
  int connections_ = 0;
  int at_once_ = 0;
  int most_at_once_ = 0;
  std::map<std::string, std::unique_ptr<Offer>, std::less<>> offers_;
  std::map<std::string, Handler> handlers_;
  std::vector<SeenRequest> seen_;
  std::set<int> open_;
  std::vector<std::thread> talkers_;
  std::thread accepter_;
};

}  // namespace adder::testing
