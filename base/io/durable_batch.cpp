#include "base/io/durable_batch.h"

#include "base/io/file.h"

#include <utility>

namespace adder::io {

void DurableBatch::add(std::filesystem::path draft, std::filesystem::path name) {
  moves_.push_back({std::move(draft), std::move(name)});
}

Result<void> DurableBatch::settle() {
  if (moves_.empty()) return {};
  const auto moves = std::exchange(moves_, {});
  TRY_ASSIGN(const auto disk, open_for_reading(folder_));
  // A name that is on disk before its bytes would stand for an empty file after a power cut.
  TRY(sync_file_system(*disk, folder_));
  for (const auto& [draft, name] : moves) TRY(rename_file(draft, name));
  return sync_file_system(*disk, folder_);
}

}  // namespace adder::io
