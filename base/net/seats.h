#pragma once

#include "base/net/attempt.h"
#include "base/net/curl_handle.h"
#include "base/net/job.h"
#include "base/net/outcome.h"
#include "base/net/wire.h"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace adder::net {

// The seats at the wire, and what moves all who sit there. Seats are used again and again, with
// the connections behind them.
class Seats {
 public:
  static Result<Seats> open(Wire& wire);
  Seats(Seats&&) noexcept = default;
  Seats& operator=(Seats&&) = delete;
  ~Seats();

  // Seats the job; false when this machine has no memory for it, then the job stays where it is.
  bool seat(std::unique_ptr<Job>& job, Moment now);
  std::vector<std::unique_ptr<Job>> unseat_all();

  // A job that left its seat, and what its attempt came to.
  struct Ended {
    std::unique_ptr<Job> job;
    Outcome outcome;
  };
  // Moves everybody who can be moved without waiting.
  std::vector<Ended> move();
  // Ends the attempts that fell behind the pace.
  std::vector<Ended> end_slow_ones(Moment now);
  // Lets those read on whom the rate ceiling has stopped, as far as it is open.
  void resume_paused(Moment now);

  // Until something can be moved, somebody woke us, or the time is over.
  void wait(std::chrono::milliseconds most);
  // From any thread, also from inside a signal handler.
  CURLM* handle() const { return multi_.get(); }

 private:
  Seats(Wire& wire, MultiHandle multi) : wire_(&wire), multi_(std::move(multi)) {}
  Attempt* free_seat();
  std::unique_ptr<Job> unseat(Attempt& attempt);

  Wire* wire_;
  MultiHandle multi_;
  std::vector<std::unique_ptr<Attempt>> all_;
  std::vector<Attempt*> free_;
  std::vector<Attempt*> taken_;
};

}  // namespace adder::net
