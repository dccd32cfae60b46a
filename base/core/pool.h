#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace adder {

// Threads that do jobs, in no particular order. One of a single thread does them on the caller's.
class Pool {
 public:
  using Job = std::function<void()>;

  explicit Pool(int threads);
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();  // does what was added

  // Waits while many jobs are queued, so that a million of them need no memory at once.
  void add(Job job);

  // Returns when all jobs added so far are done.
  void finish();

 private:
  void work();

  std::size_t most_queued_;
  std::mutex mutex_;
  std::condition_variable added_;
  std::condition_variable done_;
  std::deque<Job> queue_;  // under mutex_, like all below
  std::size_t under_way_ = 0;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

// How many threads this machine can keep busy.
int cores();

}  // namespace adder
