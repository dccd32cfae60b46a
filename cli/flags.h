#pragma once

#include <string>

namespace adder::cli {

// The flags of all commands. An empty text: not given.
struct Flags {
  std::string config;
  std::string root;
  bool quiet = false;
  bool verbose = false;
  bool json = false;
  bool no_progress = false;
};

}  // namespace adder::cli
