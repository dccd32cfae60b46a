#pragma once

#include "base/core/result.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace adder::io {

std::string zstd(std::string_view text, int level = 3);

// Refuses to grow beyond `most`, whatever the frame says of itself.
Result<std::string> unzstd(std::string_view packed, std::size_t most);

// Hands the text out in pieces as it unpacks: memory stays small however long it is.
Result<void> unzstd_pieces(std::string_view packed,
                           const std::function<Result<void>(std::string_view)>& take);

// Packs text that comes in pieces.
class ZstdWriter {
 public:
  ZstdWriter();
  ZstdWriter(ZstdWriter&&) noexcept;
  ZstdWriter& operator=(ZstdWriter&&) noexcept;
  ~ZstdWriter();

  void add(std::string_view text);
  std::string finish() &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace adder::io
