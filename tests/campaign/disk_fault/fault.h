#pragma once

#include "tests/campaign/disk_fault/call.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace adder::testing {

// One call of one thread: the K-th of its name. Threads count from 0 in the order they appear.
struct Point {
  int thread = 0;
  std::string name;
  int count = 0;
  friend auto operator<=>(const Point&, const Point&) = default;
};

std::string words(const Point& point);                    // 0:rename:3
std::optional<Point> parse_point(std::string_view text);  // of words() only

enum class Mishap {
  none,
  kill,       // the process dies before the call runs
  fail,       // the call returns an error and does nothing; a close does close
  stay,       // so does every later one that needs room on the disk
  cut_short,  // a write takes half of what it was given
  run,   // a command runs while the process stands still before the call, then the process dies
  skip,  // no call of one name runs, and each says that it did
};

struct Fault {
  Mishap mishap = Mishap::none;
  Point at;
  int error = 0;     // errno, of fail and stay
  std::string word;  // of run: the command; of skip: the name
};

// kill, fail=EIO, stay=ENOSPC, short, skip=syncfs, run=COMMAND
std::optional<Fault> parse_fault(std::string_view text);

// Numbers the calls as they come, and says which one the fault is for.
class Counter {
 public:
  Point next(int thread, const char* name);

 private:
  std::map<std::pair<int, std::string>, int> seen_;
};

}  // namespace adder::testing
