#include "cli/stop_signals.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

namespace adder::testing {

namespace {

// How a process of its own ends that does this: signals are everybody's in a process.
int in_a_process_of_its_own(const std::function<int()>& work) {
  const auto child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void wait_for(const std::function<bool()>& reached) {
  for (int i = 0; i < 1'000 && !reached(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

TEST(StopSignals, TheFirstOneAsksToStop) {
  const auto exit = in_a_process_of_its_own([] {
    const cli::StopSignals signals;
    ::kill(::getpid(), SIGTERM);
    wait_for([&] { return signals.token().stop_requested(); });
    return signals.token().stop_requested() && signals.received() == SIGTERM ? 0 : 1;
  });
  EXPECT_EQ(exit, 0);
}

TEST(StopSignals, TheSecondOneEndsTheProgram) {
  const auto exit = in_a_process_of_its_own([] {
    const cli::StopSignals signals;
    ::kill(::getpid(), SIGTERM);
    wait_for([&] { return signals.token().stop_requested(); });
    ::kill(::getpid(), SIGINT);
    wait_for([] { return false; });
    return 0;
  });
  EXPECT_EQ(exit, 130);
}

TEST(StopSignals, WithoutASignalNothingHappens) {
  const auto exit = in_a_process_of_its_own([] {
    const cli::StopSignals signals;
    return signals.received() == 0 && !signals.token().stop_requested() ? 0 : 1;
  });
  EXPECT_EQ(exit, 0);
}

}  // namespace

}  // namespace adder::testing
