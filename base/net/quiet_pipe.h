#pragma once

#include <signal.h>

namespace adder::net {

// While it lives, this thread is spared the SIGPIPE of a connection that its peer has closed: TLS
// libraries write without asking for the error instead. The rest of the program keeps its habits.
class QuietPipe {
 public:
  QuietPipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  QuietPipe(const QuietPipe&) = delete;
  QuietPipe& operator=(const QuietPipe&) = delete;
  ~QuietPipe() {
    if (sigismember(&before_, SIGPIPE) == 1) return;
    const timespec at_once = {};
    while (sigtimedwait(&pipe_, nullptr, &at_once) == SIGPIPE) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_ = {};
  sigset_t before_ = {};
};

}  // namespace adder::net
