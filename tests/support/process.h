#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace adder::testing {

// A program and its arguments. It sees PATH and what `environment` names, and nothing else of the
// environment of the tests: a setting of this machine must not decide what a test finds.
struct Command {
  std::vector<std::string> words;
  std::map<std::string, std::string> environment = {};
  std::filesystem::path folder = {};  // to work in; empty: where the test works
};

// How a program ended, and what it said. Killed by signal N counts as exit 128 + N, as in a shell.
struct Ended {
  int exit = 0;
  std::string out;
  std::string err;
  // The most memory it had at one time. Never less than what its starter had: the child begins as a
  // copy of that.
  std::uint64_t peak_bytes = 0;
};
Ended run(const Command& command);

// A program beside the test: asked to end with SIGTERM when its owner goes, and dead with the test
// whatever happens to that.
class Background {
 public:
  Background(const Command& command, const std::filesystem::path& log);
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  ~Background();

  pid_t pid() const { return pid_; }
  bool running();

 private:
  pid_t pid_;
  bool ended_ = false;
};

// Where a program of this name stands on PATH, empty if nowhere.
std::filesystem::path find_program(const std::string& name);

}  // namespace adder::testing
