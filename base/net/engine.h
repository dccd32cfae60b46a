#pragma once

#include "base/net/client.h"
#include "base/net/job.h"
#include "base/net/outcome.h"
#include "base/net/patience.h"
#include "base/net/schedule.h"
#include "base/net/seats.h"
#include "base/net/wire.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

namespace adder::net {

// Drives the transfers of a client on the thread that calls run().
//
// A job is in one of three places: waiting its turn in the schedule, seated at the wire, or
// sleeping until its next attempt may begin. Its Done is called from the loop itself, never from
// inside a callback of libcurl.
class Client::Engine {
 public:
  static Result<std::unique_ptr<Engine>> open(NetworkSettings settings, std::stop_token stop);
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine() = default;

  void start(Request request, Done done);
  std::size_t under_way() const { return under_way_; }
  Result<void> run(std::optional<Moment> until);

 private:
  enum class Order { free, serial };  // serial: one at a time, each to its end, as started
  Engine(std::unique_ptr<Wire> wire, Seats seats, std::stop_token stop, Order order);

  // The steps of the loop.
  void wake_sleepers(Moment now);
  void begin_next(Moment now);
  void end_slow_ones(Moment now);
  void wait(std::optional<Moment> until);
  Result<void> cancel_all();

  // What becomes of a job: each of these gives it away.
  void begin(std::unique_ptr<Job> job, Moment now);
  void conclude(std::unique_ptr<Job> job, Outcome outcome);
  void follow(std::unique_ptr<Job> job, const std::string& location);
  void try_again(std::unique_ptr<Job> job, const Outcome& outcome);
  void sleep(std::unique_ptr<Job> job, Moment until);
  void change_host(std::unique_ptr<Job> job);
  void finish(std::unique_ptr<Job> job, Result<Response> result);

  void heed(Job& job, const Outcome& outcome, Moment now);
  ScopeRules& rules_of(const std::shared_ptr<const Scope>& scope);
  std::string place_of(const Job& job) const;

  std::unique_ptr<Wire> wire_;
  Seats seats_;
  std::stop_token stop_;
  Order order_;
  Schedule schedule_;
  Patience patience_;
  std::multimap<Moment, std::unique_ptr<Job>> sleepers_;
  std::unordered_map<std::shared_ptr<const Scope>, std::unique_ptr<ScopeRules>> rules_;
  std::uint64_t started_ = 0;
  std::uint64_t concluded_ = 0;  // attempts and jobs that came to an end
  std::size_t under_way_ = 0;
  Moment pace_checked_;
  std::minstd_rand random_;
  // Last: it must be gone before what it wakes.
  std::stop_callback<std::function<void()>> waker_;
};

}  // namespace adder::net
