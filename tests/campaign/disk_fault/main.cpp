// disk_fault --below FOLDER --log FILE [--fault FAULT [--at POINT]] -- PROGRAM ARGUMENTS...
//
// Runs a program and writes every call of it that may change the disk below FOLDER into FILE, one a
// line: "call 0:rename:3 0 /path". With a fault it lets that happen at one of these points, and the
// log says so: "fired 0:rename:3 /path". Ends as the program ended; 125 when it could not begin.

#include "tests/campaign/disk_fault/tracer.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace adder::testing {
namespace {

constexpr int kCouldNotBegin = 125;

struct Options {
  std::filesystem::path below;
  std::string log;
  Fault fault;
  char** program = nullptr;
};

int complain(std::string_view what) {
  std::fprintf(stderr, "error: disk_fault: %.*s\n", static_cast<int>(what.size()), what.data());
  return kCouldNotBegin;
}

bool take(Options& options, std::string_view flag, const char* value) {
  if (flag == "--below") {
    options.below = std::filesystem::weakly_canonical(value);
  } else if (flag == "--log") {
    options.log = value;
  } else if (flag == "--at") {
    const auto point = parse_point(value);
    if (!point) return false;
    options.fault.at = *point;
  } else if (flag == "--fault") {
    auto fault = parse_fault(value);
    if (!fault) return false;
    fault->at = options.fault.at;
    options.fault = *fault;
  } else {
    return false;
  }
  return true;
}

int run(int count, char** words) {
  Options options;
  int next = 1;
  for (; next + 1 < count && std::string_view(words[next]) != "--"; next += 2) {
    if (!take(options, words[next], words[next + 1])) return complain(words[next]);
  }
  if (next + 1 >= count || options.below.empty() || options.log.empty()) {
    return complain("wants --below FOLDER --log FILE -- PROGRAM");
  }
  options.program = words + next + 1;

  // "e": the program must not inherit it, or the close of it would be a point.
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> log(std::fopen(options.log.c_str(), "we"),
                                                            std::fclose);
  if (!log) return complain("cannot write the log");
  const auto child = fork();
  if (child < 0) return complain("cannot fork");
  if (child == 0) {
    if (ask_to_be_traced()) execvp(options.program[0], options.program);
    _exit(kCouldNotBegin);
  }
  return Tracer(child, options.below, options.fault, log.get()).follow();
}

}  // namespace
}  // namespace adder::testing

int main(int count, char** words) {
  return adder::testing::run(count, words);
}
