#pragma once

#include "base/core/result.h"
#include "mirror/store/blobs.h"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace adder::mirror {

// Gives arrived files their names in the store, many at a time, while the network goes on: a thread
// of its own waits for the disk. What has become durable is handed back to be entered in the
// ledger.
class Settler {
 public:
  enum class Schedule { beside, inline_only };  // inline: everything on the caller's thread
  static Schedule usual();  // beside; inline where a test wants all calls in the same order

  struct Arrival {
    Blob blob;
    std::filesystem::path draft;
  };

  Settler(const Paths& paths, Schedule schedule);
  Settler(const Settler&) = delete;
  Settler& operator=(const Settler&) = delete;
  ~Settler();

  // Settles by itself when enough has come together.
  void add(Arrival arrival);

  // Blobs that are durable now and were not handed out before, or the first trouble with the disk.
  Result<std::vector<Blob>> take();

  // Waits until everything added is durable.
  void finish();

 private:
  using Batch = std::vector<Arrival>;
  Result<void> settle(const Batch& batch) const;
  void hand_over();
  void work(const std::stop_token& stop);
  void record(const Batch& batch, Result<void> outcome);

  Paths paths_;
  Schedule schedule_;
  Batch next_;
  std::uint64_t next_bytes_ = 0;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<Batch> waiting_;  // under mutex_, like all below
  bool busy_ = false;
  std::vector<Blob> durable_;
  std::optional<Error> trouble_;

  std::jthread thread_;  // last: it is joined before the rest goes
};

}  // namespace adder::mirror
