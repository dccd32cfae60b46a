#pragma once

#include "base/net/client.h"

namespace adder::mirror {

// Asks whether there is a body, and does not take it: the request ends as `refused`.
class IndexProbe final : public net::Receiver {
 public:
  Result<void> begin(const net::Head& /*head*/, std::uint64_t /*offset*/) override {
    is_there_ = true;
    return Error(Error::Kind::refused, "there is one");
  }
  Result<void> write(std::span<const std::byte> /*bytes*/) override { return {}; }

  bool is_there() const { return is_there_; }

 private:
  bool is_there_ = false;
};

}  // namespace adder::mirror
