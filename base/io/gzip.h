#pragma once

#include "base/core/result.h"
#include "base/io/sink.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace adder::io {

// As `gzip -n` would: no name, no time, so the same text gives the same bytes.
inline constexpr int kGzipLevel = 6;
std::string gzip(std::string_view text, int level = kGzipLevel);

// The same for text that comes in pieces: the same bytes, however it was cut.
class GzipWriter final : public Sink {
 public:
  // What is packed goes to `to`, which outlives this.
  explicit GzipWriter(Sink& to, int level = kGzipLevel);
  ~GzipWriter() override;

  Result<void> write(std::span<const std::byte> bytes) override;
  Result<void> finish() &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Unpacks exactly one gzip member that comes in pieces, with nothing behind it. `corrupt` where it
// is something else.
class GunzipWriter final : public Sink {
 public:
  // The text goes to `to`, which outlives this.
  explicit GunzipWriter(Sink& to);
  ~GunzipWriter() override;

  Result<void> write(std::span<const std::byte> bytes) override;
  Result<void> finish() &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace adder::io
