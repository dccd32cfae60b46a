#pragma once

#include "base/core/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace adder::io {

enum class Packing { none, zstd, bzip2 };

// Unpacks what comes in pieces, and hands out what it was in pieces. However long that is, memory
// stays small: a few MiB, and up to 128 MiB where zstd was told to look back that far.
class Unpacker {
 public:
  using Take = std::function<Result<void>(std::string_view)>;

  // Refuses to hand out more than `most` bytes, whatever was packed into how few.
  Unpacker(Packing packing, std::uint64_t most, Take take);
  Unpacker(Unpacker&&) noexcept;
  Unpacker& operator=(Unpacker&&) noexcept;
  ~Unpacker();

  // The first error is also that of every further call.
  Result<void> add(std::string_view packed);

  // What was packed must be whole by now. It may have been packed in parts, one after the other.
  Result<void> finish();

 private:
  class Method;
  class Plain;
  class Zstd;
  class Bzip2;

  std::unique_ptr<Method> method_;
};

}  // namespace adder::io
