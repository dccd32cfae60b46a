#pragma once

#include "tests/campaign/disk_fault/call.h"
#include "tests/campaign/disk_fault/fault.h"

#include <sys/types.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <set>

namespace adder::testing {

// Follows a stopped child and all its threads, holds each before every call that may change the
// disk below one folder, writes the call into the log and lets the fault happen at its point.
class Tracer {
 public:
  // Owns none of what it is given. `child` has stopped itself once and waits to be let go.
  Tracer(pid_t child, std::filesystem::path below, Fault fault, std::FILE* log);

  // Until all threads are gone: the child's exit code, 128 + signal if one ended it.
  int follow();

 private:
  void stopped(pid_t thread, int status);
  void before_call(pid_t thread);
  bool counts(const Call& call);
  void strike(pid_t thread, const Call& call, const Point& point);
  void let_go(pid_t thread, int signal = 0);

  pid_t child_;
  std::filesystem::path below_;
  Fault fault_;
  std::FILE* log_;
  Counter counter_;
  std::map<pid_t, int> threads_;  // in the order they appeared
  std::set<int> written_;         // descriptors whose close may still complain
  bool full_ = false;             // a fault that stays has struck
};

// In the child: asks for tracing, stops until the tracer lets go, then has the kernel hold every
// call of call_shapes(). False when the kernel refuses.
bool ask_to_be_traced();

}  // namespace adder::testing
