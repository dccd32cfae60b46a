#include "base/net/patience.h"

namespace adder::net {

using std::chrono::milliseconds;

namespace {

constexpr int kMeantAsAWhole = 3;

}  // namespace

milliseconds Patience::put_off(const std::string& host, int status, milliseconds asked, Time time,
                               Moment now) {
  auto& temper = tempers_[host];
  if (time == Time::first) ++temper.put_off_in_a_row;
  const bool as_a_whole = temper.put_off_in_a_row >= kMeantAsAWhole;
  if (asked > longest_) {
    if (as_a_whole) temper.closed_until = now + asked;
    return milliseconds(0);
  }
  return as_a_whole || status == 429 ? asked : milliseconds(0);
}

void Patience::served(const std::string& host) {
  if (tempers_.empty()) return;
  const auto found = tempers_.find(host);
  if (found != tempers_.end()) found->second.put_off_in_a_row = 0;
}

std::optional<std::chrono::seconds> Patience::closed_for(const std::string& host,
                                                         Moment now) const {
  if (tempers_.empty()) return {};
  const auto found = tempers_.find(host);
  if (found == tempers_.end() || found->second.closed_until <= now) return {};
  return std::chrono::ceil<std::chrono::seconds>(found->second.closed_until - now);
}

}  // namespace adder::net
