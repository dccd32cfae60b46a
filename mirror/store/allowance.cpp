#include "mirror/store/allowance.h"

#include "base/io/file.h"
#include "mirror/words/guard.h"
#include "mirror/words/plan.h"

#include <utility>

namespace adder::mirror {

namespace {

// Looking costs a system call: rarely enough not to be felt, often enough to stop in time.
constexpr std::uint64_t kBetweenLooks = std::uint64_t{16} << 20;

}  // namespace

Allowance::Allowance(const Limits& limits, std::filesystem::path disk)
    : most_(limits.max_bytes), min_free_(limits.min_free), disk_(std::move(disk)) {}

Result<void> Allowance::allows(std::uint64_t planned) const {
  TRY(guard_download(saturating_sum(downloaded_, planned), most_));
  if (min_free_ == 0) return {};
  TRY_ASSIGN(const auto disk, io::disk_space(disk_));
  return guard_room({.free = disk.free, .needed = planned}, min_free_);
}

Result<void> Allowance::begin(const Artifact& artifact) {
  downloaded_ = saturating_sum(downloaded_, artifact.size.value_or(0));
  TRY(guard_download(downloaded_, most_));
  return look_at_disk();
}

Result<void> Allowance::receive(const Artifact& artifact, std::uint64_t bytes) {
  if (!artifact.size) {
    downloaded_ = saturating_sum(downloaded_, bytes);
    TRY(guard_download(downloaded_, most_));
  }
  since_look_ += bytes;
  if (since_look_ < kBetweenLooks) return {};
  since_look_ = 0;
  return look_at_disk();
}

Result<void> Allowance::look_at_disk() const {
  if (min_free_ == 0) return {};
  TRY_ASSIGN(const auto disk, io::disk_space(disk_));
  return guard_free(disk.free, min_free_);
}

}  // namespace adder::mirror
