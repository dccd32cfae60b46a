#include "base/net/rate_ceiling.h"

#include <algorithm>

namespace adder::net {

bool RateCeiling::is_open(Moment now) {
  if (!limits()) return true;
  const auto rate = static_cast<double>(rate_);
  const std::chrono::duration<double> passed = now - paid_until_;
  account_ = std::min(account_ + passed.count() * rate, rate / 10);
  paid_until_ = now;
  return account_ >= 0;
}

void RateCeiling::charge(std::uint64_t bytes) {
  if (limits()) account_ -= static_cast<double>(bytes);
}

Moment RateCeiling::opens_at() const {
  if (account_ >= 0) return paid_until_;
  const std::chrono::duration<double> wait(-account_ / static_cast<double>(rate_));
  return paid_until_ + std::chrono::ceil<std::chrono::milliseconds>(wait);
}

}  // namespace adder::net
