#pragma once

#include "base/net/rate_ceiling.h"

#include <chrono>
#include <optional>
#include <string>
#include <unordered_map>

namespace adder::net {

// What servers asked of us as a whole, from what they said to single requests.
//
// "Too many requests" (429) is about us: nobody asks that host before the time it named. "Service
// unavailable" (503) may be about one file, and one bad file must not hold up the others: only when
// three requests in a row were put off does the whole host rest. A host that then asks for more
// patience than we have is not asked again before that time is over.
class Patience {
 public:
  explicit Patience(std::chrono::milliseconds longest) : longest_(longest) {}

  // A request was put off, for the first time or again. Returns how long the host shall rest.
  enum class Time { first, again };
  std::chrono::milliseconds put_off(const std::string& host, int status,
                                    std::chrono::milliseconds asked, Time time, Moment now);
  void served(const std::string& host);

  // How much longer the host wants no requests; nothing when it may be asked.
  std::optional<std::chrono::seconds> closed_for(const std::string& host, Moment now) const;

 private:
  struct Temper {
    int put_off_in_a_row = 0;
    Moment closed_until;
  };
  std::chrono::milliseconds longest_;
  std::unordered_map<std::string, Temper> tempers_;
};

}  // namespace adder::net
