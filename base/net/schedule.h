#pragma once

#include "base/net/job.h"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace adder::net {

// Who may begin next: in the order of arrival, in turn among the hosts, and no more at once than
// the limits say, in all and for each host. A host can be given a rest.
class Schedule {
 public:
  Schedule(int at_once, int per_host) : at_once_(at_once), per_host_(per_host) {}

  enum class Place { back, front };
  void add(std::unique_ptr<Job> job, Place place);

  // The next job, which takes a place of its host until leave() gives it back.
  std::unique_ptr<Job> next(Moment now);
  void leave(Job& job);

  // No job of this host begins before then.
  void rest(const std::string& host, Moment until);
  // When the first resting host that somebody waits for is open again.
  std::optional<Moment> wakes_at() const;

  std::vector<std::unique_ptr<Job>> take_all();

 private:
  struct Host {
    std::deque<std::unique_ptr<Job>> queue;
    int under_way = 0;
    Moment rests_until;
    bool is_listed = false;  // in ready_ or in resting_
  };

  void list(const std::string& name, Host& host);
  void wake(Moment now);

  int at_once_;
  int per_host_;
  int under_way_ = 0;
  std::unordered_map<std::string, Host> hosts_;
  std::deque<std::string> ready_;               // hosts with a job and a free place
  std::multimap<Moment, std::string> resting_;  // hosts with a job, and patience
};

}  // namespace adder::net
