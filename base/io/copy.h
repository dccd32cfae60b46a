#pragma once

#include "base/core/result.h"

#include <filesystem>

namespace adder::io {

// Gives the empty file `to` all bytes of the file `from`, read from its beginning: its blocks are
// shared where the file system can do that, else copied without passing through us. `shown` is
// what an error names.
Result<void> copy_bytes(int from, int to, const std::filesystem::path& shown);

}  // namespace adder::io
