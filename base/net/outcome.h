#pragma once

#include "base/core/error.h"
#include "base/net/client.h"
#include "base/net/server_head.h"

#include <chrono>
#include <optional>
#include <string>

namespace adder::net {

// What one attempt came to.
struct Outcome {
  enum class Kind {
    answered,    // the request is done
    redirected,  // ask at `location`
    start_over,  // the server cannot resume: ask again at once, from the first byte
    trouble,     // another attempt may succeed; `words` say what was wrong with this one
    failed,      // no attempt will; `error` says why
  };
  Kind kind = Kind::answered;
  Head head = {};
  std::string location = {};
  std::string words = {};
  std::optional<std::chrono::seconds> asked_to_wait = {};
  std::optional<Error> error = {};
};

// What to make of a complete answer. A 206 has been looked at before: its range is right.
Outcome judge(const ServerHead& said, bool asked_for_a_range);

// Whether the bytes of a 206 continue what we hold. They do not when the range is another one, and
// not when the validator has changed: then the server has not understood If-Range.
bool continues(const ServerHead& said, const Receiver::Part& held);

// "503 (service unavailable)".
std::string status_words(int status);

}  // namespace adder::net
