#pragma once

#include "base/core/result.h"

#include <compare>
#include <string>
#include <string_view>

namespace adder::conda {

// The name that a channel is served under: conda-forge, pkgs/main. One to four segments of
// lower-case letters, digits and . _ -, each beginning with a letter or digit, so it is safe in any
// path. No segment is a subdir of conda's, which would stand where another channel has its own.
class ChannelName {
 public:
  static Result<ChannelName> parse(std::string_view text);

  const std::string& text() const noexcept { return text_; }

  friend std::strong_ordering operator<=>(const ChannelName& left, const ChannelName& right) {
    return left.text_.compare(right.text_) <=> 0;
  }
  friend bool operator==(const ChannelName&, const ChannelName&) = default;

 private:
  explicit ChannelName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace adder::conda
