#pragma once

#include "tests/support/loopback_answer.h"

#include <optional>
#include <string>

namespace adder::testing {

// Reads requests off one connection; what came after the first waits for the next call.
class RequestReader {
 public:
  explicit RequestReader(int fd) : fd_(fd) {}

  // Nothing when the other side has gone.
  std::optional<SeenRequest> next();

 private:
  bool read_more();

  int fd_;
  std::string buffer_;
};

// Sends the answer, lies included. True when the connection can be used again.
bool send_answer(int fd, const SeenRequest& request, const Answer& answer);

}  // namespace adder::testing
