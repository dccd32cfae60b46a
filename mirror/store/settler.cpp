#include "mirror/store/settler.h"

#include "base/io/durable_batch.h"
#include "base/io/file.h"

#include <cstdlib>
#include <set>
#include <utility>

namespace adder::mirror {

namespace {

constexpr std::size_t kMostFiles = 512;
constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20;

}  // namespace

Settler::Schedule Settler::usual() {
  const bool serial = std::getenv("ADDER_TEST_SERIAL") != nullptr;
  return serial ? Schedule::inline_only : Schedule::beside;
}

Settler::Settler(const Paths& paths, Schedule schedule) : paths_(paths), schedule_(schedule) {
  if (schedule == Schedule::beside) {
    thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
  }
}

Settler::~Settler() = default;

void Settler::add(Arrival arrival) {
  next_bytes_ += arrival.blob.size;
  next_.push_back(std::move(arrival));
  if (next_.size() >= kMostFiles || next_bytes_ >= kMostBytes) hand_over();
}

void Settler::hand_over() {
  auto batch = std::exchange(next_, {});
  next_bytes_ = 0;
  if (batch.empty()) return;
  if (schedule_ == Schedule::inline_only) {
    auto outcome = settle(batch);
    record(batch, std::move(outcome));
    return;
  }
  const std::lock_guard guard(mutex_);
  waiting_.push_back(std::move(batch));
  changed_.notify_all();
}

Result<void> Settler::settle(const Batch& batch) const {
  io::DurableBatch files(paths_.incoming());
  std::set<std::filesystem::path> folders;
  for (const auto& [blob, draft] : batch) {
    const auto name = paths_.blob(blob.sha256);
    if (folders.insert(name.parent_path()).second) TRY(io::make_folders(name.parent_path()));
    files.add(draft, name);
  }
  return files.settle();
}

void Settler::record(const Batch& batch, Result<void> outcome) {
  const std::lock_guard guard(mutex_);
  if (!outcome) {
    if (!trouble_) trouble_ = std::move(outcome).error();
    return;
  }
  for (const auto& arrival : batch) durable_.push_back(arrival.blob);
}

void Settler::work(const std::stop_token& stop) {
  while (true) {
    std::vector<Batch> batches;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, stop, [&] { return !waiting_.empty(); });
      if (waiting_.empty()) return;
      batches = std::exchange(waiting_, {});
      busy_ = true;
    }
    for (const auto& batch : batches) record(batch, settle(batch));
    const std::lock_guard guard(mutex_);
    busy_ = false;
    changed_.notify_all();
  }
}

Result<std::vector<Blob>> Settler::take() {
  const std::lock_guard guard(mutex_);
  if (trouble_) return *trouble_;
  return std::exchange(durable_, {});
}

void Settler::finish() {
  hand_over();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waiting_.empty() && !busy_; });
}

}  // namespace adder::mirror
