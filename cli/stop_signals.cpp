#include "cli/stop_signals.h"

#include <pthread.h>

namespace adder::cli {

StopSignals::StopSignals() {
  // A reader that went away is an error of write(), not the end of a sync.
  ::signal(SIGPIPE, SIG_IGN);
  ::sigemptyset(&signals_);
  ::sigaddset(&signals_, SIGINT);
  ::sigaddset(&signals_, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals_, &mask_before_);
  waiter_ = std::thread([this] { wait(); });
}

StopSignals::~StopSignals() {
  leaving_ = true;
  ::pthread_kill(waiter_.native_handle(), SIGTERM);
  waiter_.join();
  ::pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

void StopSignals::wait() {
  int signal = 0;
  if (::sigwait(&signals_, &signal) != 0 || leaving_) return;
  received_ = signal;
  stop_.request_stop();
  if (::sigwait(&signals_, &signal) != 0 || leaving_) return;
  ::signal(signal, SIG_DFL);
  ::pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
  ::raise(signal);
}

}  // namespace adder::cli
