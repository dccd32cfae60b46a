#pragma once

#include "base/core/result.h"
#include "base/io/fd.h"
#include "base/io/sink.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

namespace adder::io {

// A file that appears whole or not at all.
//
// Bytes go to a hidden neighbour of `target`. commit() makes them durable and moves them into
// place in one step; without a commit the neighbour vanishes and the old `target` stays as it was.
class AtomicFile final : public Sink {
 public:
  static Result<AtomicFile> create(std::filesystem::path target);
  AtomicFile(AtomicFile&& other) noexcept;
  ~AtomicFile() override;

  Result<void> write(std::span<const std::byte> bytes) override;

  enum class Mode { shared, secret };  // 0644 and 0600
  Result<void> commit(Mode mode = Mode::shared) &&;

 private:
  AtomicFile(std::filesystem::path target, std::filesystem::path draft, Fd fd);

  std::filesystem::path target_;
  std::filesystem::path draft_;  // empty once committed
  Fd fd_;
};

// The whole file at once.
Result<void> replace_file(const std::filesystem::path& target, std::string_view text,
                          AtomicFile::Mode mode = AtomicFile::Mode::shared);

}  // namespace adder::io
