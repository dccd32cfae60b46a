#pragma once

#include "tests/support/loopback_answer.h"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace adder::testing {

// A path of the server, and what goes wrong there.
//
//   server.offer("/a.whl", wheel).then_fail(503, 2).then_break_after(100);
//
// Misfortunes happen in the order given, one request each (or `times` requests); after the last of
// them the path is served honestly. Setting up is safe while the server runs.
class Offer {
 public:
  using Twist = std::function<void(Answer&)>;
  static constexpr int kAlways = 1'000'000'000;

  Offer(std::mutex& mutex, std::string body, Headers headers);

  Offer& then(Twist twist, int times = 1);
  Offer& always(Twist twist) { return then(std::move(twist), kAlways); }
  Offer& then_fail(int status, int times = 1, Headers headers = {});
  Offer& then_break_after(std::size_t bytes, int times = 1);
  Offer& then_redirect(std::string location, int times = 1);
  Offer& then_hang(int times = 1);
  // Answers Range with the whole body, as old servers do.
  Offer& ignore_ranges();

  Answer answer(const SeenRequest& request);

 private:
  struct Misfortune {
    Twist twist;
    int times = 1;
  };
  std::mutex& mutex_;
  std::string body_;
  Headers headers_;
  std::vector<Misfortune> misfortunes_;
  bool ignores_ranges_ = false;
};

}  // namespace adder::testing
