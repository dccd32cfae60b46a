#include "tests/support/loopback_offer.h"

namespace adder::testing {

Offer::Offer(std::mutex& mutex, std::string body, Headers headers)
    : mutex_(mutex), body_(std::move(body)), headers_(std::move(headers)) {}

Offer& Offer::then(Twist twist, int times) {
  const std::lock_guard lock(mutex_);
  misfortunes_.push_back({std::move(twist), times});
  return *this;
}

Offer& Offer::then_fail(int status, int times, Headers headers) {
  return then(
      [status, headers = std::move(headers)](Answer& answer) {
        answer = {.status = status, .headers = headers, .body = "something went wrong\n"};
      },
      times);
}

Offer& Offer::then_break_after(std::size_t bytes, int times) {
  return then([bytes](Answer& answer) { answer.break_after = bytes; }, times);
}

Offer& Offer::then_redirect(std::string location, int times) {
  return then([location = std::move(location)](Answer& answer) { answer = redirect_to(location); },
              times);
}

Offer& Offer::then_hang(int times) {
  return then([](Answer& answer) { answer.hang = true; }, times);
}

Offer& Offer::ignore_ranges() {
  const std::lock_guard lock(mutex_);
  ignores_ranges_ = true;
  return *this;
}

// Called with the mutex held.
Answer Offer::answer(const SeenRequest& request) {
  auto understood = request;
  if (ignores_ranges_) understood.range.clear();
  auto answer = honest_answer(understood, body_, headers_);
  if (misfortunes_.empty()) return answer;

  auto& next = misfortunes_.front();
  next.twist(answer);
  if (--next.times == 0) misfortunes_.erase(misfortunes_.begin());
  return answer;
}

}  // namespace adder::testing
