#pragma once

#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <memory>
#include <string>
#include <vector>

namespace adder::testing {

// The demonstration index (tests/support/demo_upstream) on a free loopback port.
class DemoUpstream {
 public:
  // Starts it after this many chapters of its story, and returns when it answers.
  explicit DemoUpstream(int chapters = 0);

  bool answers() const { return !port_.empty(); }
  std::string origin() const { return "http://127.0.0.1:" + port_; }
  std::string simple() const { return origin() + "/simple/"; }
  std::string channel() const { return origin() + "/conda/demo-channel"; }

  // Lets the next chapter happen, in the index and in the channel; returns the index's sentence.
  std::string evolve() const;

  // One change of the world, in the words of control.py:
  // {"change": "yank", "name": "demo-dep", "version": "1.0", "reason": "why"}.
  bool change(const std::string& json) const;

  // What was asked since the start or the last forget(), one "GET /simple/demo-pkg/" each.
  std::vector<std::string> requests() const;
  void forget() const;

 private:
  TempFolder folder_;
  std::unique_ptr<Background> server_;
  std::string port_;
};

}  // namespace adder::testing
