#pragma once

#include "base/core/error.h"
#include "mirror/words/held.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace adder::mirror {

struct Planned {
  std::string section;
  std::uint64_t add = 0;
  std::uint64_t change = 0;
  std::uint64_t retire = 0;
  std::uint64_t bytes = 0;
};

struct Warning {
  std::string text;
  std::string file = {};  // where it stands, if anywhere
  int line = 0;
};

struct Ending {
  int exit = 0;
  int generation = 0;  // the one published now
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  double seconds = 0;
  std::uint64_t held = 0;
};

// Hears about a run as it happens. The console, the JSON lines and the tests each listen their way.
class Report {
 public:
  virtual ~Report() = default;

  virtual void looking(const std::string& what) = 0;  // "asking https://pypi.org/simple/"
  virtual void planned(const Planned& plan) = 0;
  virtual void received(std::uint64_t /*bytes*/) {}  // a piece of a file that is on its way
  virtual void progressed(std::uint64_t files,
                          std::uint64_t bytes) = 0;  // so far, of what was planned
  virtual void fetched(const std::string& item, std::uint64_t bytes, double seconds) = 0;
  virtual void held(const Held& held) = 0;
  virtual void warning(const Warning& warning) = 0;
  virtual void published(int generation, std::uint64_t units) = 0;
  virtual void retired(const std::string& item) = 0;
  virtual void error(const Error& error) = 0;
  virtual void done(const Ending& ending) = 0;
};

}  // namespace adder::mirror
