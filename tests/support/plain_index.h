#pragma once

#include "tests/support/loopback_server.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adder::testing {

// A package index of PEP 691 of which a test decides every word. It tells serials only where it is
// given some, and has a list of projects only once it was given one.
class PlainIndex {
 public:
  using Serial = std::optional<std::uint64_t>;

  struct File {
    std::string name;
    std::string bytes = {};
    std::string more = {};  // further keys, as JSON: "size": 7, "yanked": true
  };

  std::string simple() const { return server.url("/simple/"); }

  // What the list says: names as they are shown, and their serials.
  Offer& list(const std::vector<std::pair<std::string, Serial>>& projects);
  void drop_list() { server.withdraw("/simple/"); }

  // A project's page and the files it names.
  Offer& page(const std::string& project, const std::vector<File>& files, Serial serial = {});

  // Requests since the last forget_seen(): "GET /simple/ whole", or "... conditional".
  std::vector<std::string> asked() const;

  LoopbackServer server;
};

// A name that says nothing but which file it is: "demo-1.0-py3-none-any.whl".
std::string wheel_name(std::string_view project, std::string_view version);

}  // namespace adder::testing
