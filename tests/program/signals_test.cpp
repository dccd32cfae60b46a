#include "tests/program/program.h"
#include "tests/support/loopback_server.h"

#include <chrono>
#include <csignal>
#include <future>
#include <string>
#include <thread>

namespace adder::testing {

namespace {

// A sync that waits for an upstream which says nothing.
class Signals : public Program {
 protected:
  Signals() {
    upstream_.offer("/simple/", "").then_hang(Offer::kAlways);
    upstream_.offer("/simple/numpy/", "").then_hang(Offer::kAlways);
    here.write("adder.toml", "root = '.'\n[limits]\nmin_free = '1MB'\n[pypi]\nupstream = '" +
                                 upstream_.url("/simple/") + "'\n");
    here.write("requests/pypi.list", "numpy\n");
  }

  // Sends the signal once upstream has been asked, and returns how the sync ended.
  Ended sync_with(int signal) {
    auto ended = std::async(std::launch::async, [this] {
      return run({.words = {"sh", "-c", "echo $$ > pid; exec \"$0\" --json sync", ADDER_PROGRAM},
                  .folder = here.path()});
    });
    for (int i = 0; i < 4'000 && upstream_.seen().empty(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ::kill(std::stoi(content_of(here / "pid")), signal);
    return ended.get();
  }

 private:
  LoopbackServer upstream_;
};

TEST_F(Signals, InterruptedASyncEndsWith130) {
  const auto ended = sync_with(SIGINT);
  EXPECT_EQ(ended.exit, 130) << ended.err;
  EXPECT_NE(ended.out.find("{\"event\":\"done\",\"exit\":130,"), std::string::npos) << ended.out;
  EXPECT_TRUE(ended.err.ends_with(
      "\nstopped: what was fetched is kept, the next 'adder sync' goes on from there\n"))
      << ended.err;
}

TEST_F(Signals, TerminatedASyncEndsWith143) {
  const auto ended = sync_with(SIGTERM);
  EXPECT_EQ(ended.exit, 143) << ended.err;
  EXPECT_NE(ended.out.find("{\"event\":\"done\",\"exit\":143,"), std::string::npos) << ended.out;
}

}  // namespace

}  // namespace adder::testing
