#pragma once

#include "base/core/result.h"
#include "base/net/curl_handle.h"
#include "base/net/job.h"
#include "base/net/outcome.h"
#include "base/net/server_head.h"
#include "base/net/wire.h"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace adder::net {

// A seat at the wire: carries one attempt of one job at a time, and is used again for the next.
//
// Its callbacks come from libcurl while the engine drives it. What they find out is kept here until
// the transfer has ended; nobody else is called from inside them but the job's receiver.
class Attempt {
 public:
  static Result<std::unique_ptr<Attempt>> open(Wire& wire);
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;
  ~Attempt() = default;

  CURL* easy() { return easy_.get(); }
  Job& job() { return *job_; }

  // Takes the job and sets up everything for its next attempt.
  void seat(std::unique_ptr<Job> job, Moment now);
  std::unique_ptr<Job> unseat() { return std::move(job_); }

  // What the attempt came to, once libcurl has ended it with this code.
  Outcome outcome(CURLcode code);

  // Below the pace for longer than the grace, as a whole: the stall floor sees only pauses.
  bool is_too_slow(Moment now) const;
  Outcome too_slow(Moment now) const;

  // Hands over what arrived while the rate ceiling was closed.
  void resume();

 private:
  explicit Attempt(Wire& wire) : wire_(wire) {}
  void set_callbacks();
  void ask();

  // The callbacks, each a thin shell around a function that returns what libcurl wants to hear.
  static std::size_t on_header(char* line, std::size_t one, std::size_t size, void* self);
  static std::size_t on_body(char* bytes, std::size_t one, std::size_t size, void* self);
  static curl_socket_t on_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int on_request(void* self, char* address, char* own_address, int port, int own_port);
  std::size_t take_body(std::string_view piece);
  bool may_connect(const std::string& address);

  // Decides what the body is for: the receiver, or nobody. A verdict ends the attempt.
  std::optional<Outcome> open_body();
  std::optional<Outcome> open_for_receiver();
  std::optional<Outcome> take_piece(std::string_view piece);
  Outcome outcome_of_code(CURLcode code) const;
  bool must_wait() const;

  enum class Body { unopened, wanted, unwanted };

  Wire& wire_;
  EasyHandle easy_;
  HeaderList headers_;
  std::array<char, CURL_ERROR_SIZE> curl_words_ = {};
  std::unique_ptr<Job> job_;

  // Of the attempt under way:
  Moment begun_;
  Receiver::Part held_;  // what the request asked to continue, if anything
  bool by_proxy_ = false;
  ServerHead said_;
  Body body_ = Body::unopened;
  std::uint64_t position_ = 0;  // in the body, what was held before included
  std::uint64_t ignored_ = 0;   // bytes of a body for nobody
  std::string blocked_address_;
  std::optional<Outcome> verdict_;  // reached before the end of the transfer
};

}  // namespace adder::net
