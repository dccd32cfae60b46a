#pragma once

#include "base/core/result.h"
#include "mirror/words/artifact.h"
#include "mirror/words/config.h"

#include <cstdint>
#include <filesystem>

namespace adder::mirror {

// What one run may download, and how full it may make the disk. A plan is judged before anything of
// it is fetched; what no plan can know is judged while the bytes arrive: sizes that upstream keeps
// to itself, metadata that is read in order to plan, and what others write to the same disk.
class Allowance {
 public:
  Allowance(const Limits& limits, std::filesystem::path disk);

  Result<void> allows(std::uint64_t planned) const;  // bytes

  // Before a transfer, and with each piece of it.
  Result<void> begin(const Artifact& artifact);
  Result<void> receive(const Artifact& artifact, std::uint64_t bytes);

 private:
  Result<void> look_at_disk() const;

  std::uint64_t most_;
  std::uint64_t min_free_;
  std::filesystem::path disk_;    // any folder on it
  std::uint64_t downloaded_ = 0;  // or promised to be
  std::uint64_t since_look_ = 0;  // at the disk
};

}  // namespace adder::mirror
