#include "base/core/checksum.h"

#include "base/core/text.h"

namespace adder {

namespace {

// The value of a hex digit of either case, or -1.
int digit_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

}  // namespace

std::string to_hex(std::span<const std::byte> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const auto byte : bytes) {
    out += digits[std::to_integer<std::size_t>(byte >> 4)];
    out += digits[std::to_integer<std::size_t>(byte & std::byte{0x0f})];
  }
  return out;
}

Result<void> from_hex(std::string_view hex, std::string_view name, std::span<std::byte> bytes) {
  const auto wrong = [&](std::string_view why) {
    return Error(Error::Kind::invalid, cat("'", printable(hex), "' is not ", name, ": ", why));
  };
  if (hex.size() != 2 * bytes.size())
    return wrong(cat("it needs ", 2 * bytes.size(), " hex digits"));
  for (auto& byte : bytes) {
    const int high = digit_value(hex[0]);
    const int low = digit_value(hex[1]);
    if (high < 0 || low < 0) return wrong("it has a non-hex digit");
    byte = static_cast<std::byte>(high * 16 + low);
    hex.remove_prefix(2);
  }
  return {};
}

}  // namespace adder
