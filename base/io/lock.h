#pragma once

#include "base/core/result.h"
#include "base/io/fd.h"

#include <filesystem>

namespace adder::io {

// Only one process at a time holds the lock of a file. It ends with the process, however that ends,
// so there is no stale lock to clean up.
class Lock {
 public:
  // Does not wait: `busy` when somebody else holds it.
  static Result<Lock> acquire(const std::filesystem::path& path);

 private:
  explicit Lock(Fd fd) : fd_(std::move(fd)) {}
  Fd fd_;
};

}  // namespace adder::io
