#include "base/net/schedule.h"

#include <algorithm>
#include <utility>

namespace adder::net {

void Schedule::add(std::unique_ptr<Job> job, Place place) {
  auto& host = hosts_[job->host];
  const auto name = job->host;
  if (place == Place::front) {
    host.queue.push_front(std::move(job));
  } else {
    host.queue.push_back(std::move(job));
  }
  list(name, host);
}

std::unique_ptr<Job> Schedule::next(Moment now) {
  wake(now);
  while (under_way_ < at_once_ && !ready_.empty()) {
    const auto name = std::move(ready_.front());
    ready_.pop_front();
    auto& host = hosts_[name];
    host.is_listed = false;
    if (host.queue.empty() || host.under_way >= per_host_) continue;
    if (host.rests_until > now) {
      resting_.emplace(host.rests_until, name);
      host.is_listed = true;
      continue;
    }
    auto job = std::move(host.queue.front());
    host.queue.pop_front();
    job->has_place = true;
    ++host.under_way;
    ++under_way_;
    list(name, host);
    return job;
  }
  return nullptr;
}

void Schedule::leave(Job& job) {
  const auto name = job.host;
  const auto found = hosts_.find(name);
  auto& host = found->second;
  job.has_place = false;
  --host.under_way;
  --under_way_;
  list(name, host);
  // An index can name a hundred thousand hosts: only those we owe something are remembered.
  const bool owes_nothing = host.queue.empty() && host.under_way == 0 && !host.is_listed;
  if (owes_nothing && host.rests_until == Moment()) hosts_.erase(found);
}

void Schedule::rest(const std::string& name, Moment until) {
  auto& host = hosts_[name];
  host.rests_until = std::max(host.rests_until, until);
}

std::optional<Moment> Schedule::wakes_at() const {
  if (resting_.empty()) return {};
  return resting_.begin()->first;
}

std::vector<std::unique_ptr<Job>> Schedule::take_all() {
  std::vector<std::unique_ptr<Job>> jobs;
  for (auto& [name, host] : hosts_) {
    std::ranges::move(host.queue, std::back_inserter(jobs));
    host.queue.clear();
  }
  return jobs;
}

void Schedule::list(const std::string& name, Host& host) {
  if (host.is_listed || host.queue.empty() || host.under_way >= per_host_) return;
  ready_.push_back(name);
  host.is_listed = true;
}

void Schedule::wake(Moment now) {
  while (!resting_.empty() && resting_.begin()->first <= now) {
    ready_.push_back(std::move(resting_.begin()->second));
    resting_.erase(resting_.begin());
  }
}

}  // namespace adder::net
