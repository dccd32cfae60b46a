#pragma once

#include "tests/support/distributions.h"
#include "tests/support/loopback_server.h"

#include <map>
#include <string>
#include <vector>

namespace adder::testing {

// A small index with the JSON API of PEP 691 and without serials, on a server that can be asked to
// misbehave.
class PlainIndex {
 public:
  // Offers its wheel, and names it on the page and in the list.
  void add(const Distribution& distribution);

  // The list of projects names these, whatever is behind them.
  void list(const std::vector<std::string>& names);

  static std::string file(const Distribution& distribution) {
    return "/files/" + distribution.wheel_name();
  }
  std::string simple() const { return server.url("/simple/"); }
  // The same with a user and a password in it.
  std::string simple(const std::string& login) const;

  LoopbackServer server;

 private:
  std::map<std::string, std::vector<Distribution>> projects_;
};

}  // namespace adder::testing
