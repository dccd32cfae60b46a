#pragma once

#include <chrono>
#include <cstdint>

namespace adder::net {

using Moment = std::chrono::steady_clock::time_point;

// Keeps all transfers together below a rate. What arrives is charged; while the account is in debt,
// nobody reads and nobody starts. The account never holds more than a tenth of a second's worth, so
// that an idle minute does not end in a burst.
class RateCeiling {
 public:
  explicit RateCeiling(std::uint64_t bytes_a_second) : rate_(bytes_a_second) {}

  bool limits() const { return rate_ > 0; }
  bool is_open(Moment now);
  void charge(std::uint64_t bytes);
  // When the debt will be paid.
  Moment opens_at() const;

 private:
  std::uint64_t rate_;
  double account_ = 0;
  Moment paid_until_;
};

}  // namespace adder::net
