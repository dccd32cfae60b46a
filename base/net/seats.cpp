#include "base/net/seats.h"

#include <utility>

namespace adder::net {

Result<Seats> Seats::open(Wire& wire) {
  MultiHandle multi(curl_multi_init());
  if (!multi) return Error(Error::Kind::io, "libcurl: out of memory");
  curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, 2L * wire.settings.connections);
  return Seats(wire, std::move(multi));
}

Seats::~Seats() {
  for (auto* const attempt : taken_) curl_multi_remove_handle(multi_.get(), attempt->easy());
}

bool Seats::seat(std::unique_ptr<Job>& job, Moment now) {
  auto* const attempt = free_seat();
  if (attempt == nullptr) return false;
  attempt->seat(std::move(job), now);
  taken_.push_back(attempt);
  curl_multi_add_handle(multi_.get(), attempt->easy());
  return true;
}

std::vector<std::unique_ptr<Job>> Seats::unseat_all() {
  std::vector<std::unique_ptr<Job>> jobs;
  while (!taken_.empty()) jobs.push_back(unseat(*taken_.back()));
  return jobs;
}

std::vector<Seats::Ended> Seats::move() {
  int running = 0;
  curl_multi_perform(multi_.get(), &running);

  // A message is gone as soon as its handle is removed.
  std::vector<std::pair<Attempt*, CURLcode>> messages;
  int left = 0;
  while (const auto* const message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    Attempt* attempt = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &attempt);
    messages.emplace_back(attempt, message->data.result);
  }
  std::vector<Ended> ended;
  ended.reserve(messages.size());
  for (const auto& [attempt, code] : messages) {
    auto outcome = attempt->outcome(code);
    ended.push_back({.job = unseat(*attempt), .outcome = std::move(outcome)});
  }
  return ended;
}

std::vector<Seats::Ended> Seats::end_slow_ones(Moment now) {
  std::vector<Ended> ended;
  const auto taken = taken_;
  for (auto* const attempt : taken) {
    if (!attempt->is_too_slow(now)) continue;
    auto outcome = attempt->too_slow(now);
    ended.push_back({.job = unseat(*attempt), .outcome = std::move(outcome)});
  }
  return ended;
}

void Seats::resume_paused(Moment now) {
  while (!wire_->paused.empty() && wire_->ceiling.is_open(now)) {
    auto* const attempt = wire_->paused.front();
    wire_->paused.pop_front();
    attempt->resume();
  }
}

void Seats::wait(std::chrono::milliseconds most) {
  curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(most.count()), nullptr);
}

Attempt* Seats::free_seat() {
  if (free_.empty()) {
    auto attempt = Attempt::open(*wire_);
    if (!attempt) return nullptr;
    all_.push_back(*std::move(attempt));
    return all_.back().get();
  }
  auto* const attempt = free_.back();
  free_.pop_back();
  return attempt;
}

std::unique_ptr<Job> Seats::unseat(Attempt& attempt) {
  curl_multi_remove_handle(multi_.get(), attempt.easy());
  std::erase(taken_, &attempt);
  std::erase(wire_->paused, &attempt);
  free_.push_back(&attempt);
  return attempt.unseat();
}

}  // namespace adder::net
