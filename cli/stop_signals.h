#pragma once

#include <signal.h>

#include <atomic>
#include <stop_token>
#include <thread>

namespace adder::cli {

// Turns SIGINT and SIGTERM into a request to stop, which every engine looks at between two steps.
// The second signal ends the program at once: what is on disk is safe at any moment anyway.
//
// A thread waits for them instead of a handler, because asking to stop runs callbacks and takes a
// lock, which no handler may. Make it before any other thread starts: those inherit its mask.
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals();

  std::stop_token token() const { return stop_.get_token(); }

  // The signal that came, or 0.
  int received() const { return received_; }

 private:
  void wait();

  sigset_t signals_{};
  sigset_t mask_before_{};
  std::stop_source stop_;
  std::atomic<int> received_ = 0;
  std::atomic<bool> leaving_ = false;
  std::thread waiter_;
};

}  // namespace adder::cli
