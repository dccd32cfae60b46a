#pragma once

#include "base/core/result.h"

#include <filesystem>
#include <vector>

namespace adder::io {

// Many files that get their names together: first every byte is on disk, then the names, and then
// those are on disk too. Two syncs for a thousand files, where one by one would take two thousand.
class DurableBatch {
 public:
  // `folder` stands on the file system of all the files.
  explicit DurableBatch(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // `draft` has been written and closed. Its later name replaces what has it now.
  void add(std::filesystem::path draft, std::filesystem::path name);
  bool empty() const { return moves_.empty(); }
  std::size_t size() const { return moves_.size(); }

  // When this returns well, all names stand for all their bytes, whatever happens next. When not,
  // some of them may; none stands for half a file.
  Result<void> settle();

 private:
  struct Move {
    std::filesystem::path draft;
    std::filesystem::path name;
  };
  std::filesystem::path folder_;
  std::vector<Move> moves_;
};

}  // namespace adder::io
