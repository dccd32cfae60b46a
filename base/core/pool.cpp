#include "base/core/pool.h"

#include <algorithm>
#include <utility>

namespace adder {

namespace {

constexpr std::size_t kQueuedForEach = 64;

}  // namespace

Pool::Pool(int threads) : most_queued_(kQueuedForEach * static_cast<std::size_t>(threads)) {
  for (int i = 0; threads > 1 && i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Pool::~Pool() {
  {
    const std::lock_guard guard(mutex_);
    closing_ = true;
  }
  added_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Pool::add(Job job) {
  if (threads_.empty()) return job();
  std::unique_lock lock(mutex_);
  done_.wait(lock, [&] { return queue_.size() < most_queued_; });
  queue_.push_back(std::move(job));
  added_.notify_one();
}

void Pool::finish() {
  std::unique_lock lock(mutex_);
  done_.wait(lock, [&] { return queue_.empty() && under_way_ == 0; });
}

void Pool::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    added_.wait(lock, [&] { return closing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    auto job = std::move(queue_.front());
    queue_.pop_front();
    ++under_way_;
    lock.unlock();
    job();
    job = nullptr;  // what it holds goes before anybody hears that it is done
    lock.lock();
    --under_way_;
    done_.notify_all();
  }
}

int cores() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace adder
