#pragma once

#include "base/conda/repodata_handler.h"
#include "base/core/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace adder::conda {

// How much an index may ask of us. Each of its keys is held to 64 KiB.
struct RepodataLimits {
  std::size_t record_bytes = std::size_t{4} << 20;  // of one record; a longer one is malformed
  std::size_t value_bytes = std::size_t{16} << 20;  // of `info` and all that is unknown
  std::uint64_t records = 4'000'000;                // that are wanted; signatures count as well
};

// Reads repodata.json or current_repodata.json while it arrives, in any pieces and however long it
// is: one record is in memory at a time, and hashes of the keys of those that were wanted. Records
// that are not wanted are passed over at the speed of memory; of those only strings, brackets and
// keys are looked at.
class RepodataReader {
 public:
  // `handler` must outlive the reader.
  explicit RepodataReader(RepodataHandler& handler, RepodataLimits limits = {});
  RepodataReader(RepodataReader&&) noexcept;
  RepodataReader& operator=(RepodataReader&&) noexcept;
  ~RepodataReader();

  // After an error every further call returns that same error.
  Result<void> add(std::string_view piece);
  Result<void> add(std::span<const std::byte> piece);

  // The document must be whole by now.
  Result<void> finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace adder::conda
