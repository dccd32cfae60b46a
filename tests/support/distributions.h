#pragma once

#include <string>
#include <vector>

namespace adder::testing {

// A small package that somebody made: its files, as a build would write them.
struct Distribution {
  std::string name;
  std::string version;
  std::string requires_python = {};
  std::vector<std::string> requires_dist = {};
  std::string content = "x = 1\n";

  std::string metadata() const;
  std::string wheel_name() const;
  std::string wheel() const;
  std::string sdist_name() const;
  std::string sdist() const;
};

}  // namespace adder::testing
