#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace adder::io {

// Reads the little-endian fields of a zip record one after another. Asked for more than there is,
// it gives zeros and remembers it: ask is_short() before you believe them.
class ZipFields {
 public:
  explicit ZipFields(std::string_view bytes) : bytes_(bytes) {}

  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  std::string_view text(std::size_t length);

  bool is_short() const noexcept { return is_short_; }
  bool at_end() const noexcept { return bytes_.empty(); }
  std::size_t left() const noexcept { return bytes_.size(); }

 private:
  std::uint64_t number(std::size_t bytes);

  std::string_view bytes_;
  bool is_short_ = false;
};

// What begins each record.
inline constexpr std::uint32_t kZipLocal = 0x04034b50;
inline constexpr std::uint32_t kZipDescriptor = 0x08074b50;
inline constexpr std::uint32_t kZipCentral = 0x02014b50;
inline constexpr std::uint32_t kZipEnd = 0x06054b50;
inline constexpr std::uint32_t kZip64End = 0x06064b50;
inline constexpr std::uint32_t kZip64Locator = 0x07064b50;

inline constexpr std::size_t kZipLocalSize = 30;
inline constexpr std::size_t kZipEndSize = 22;
inline constexpr std::size_t kZip64EndSize = 56;
inline constexpr std::size_t kZip64LocatorSize = 20;

// Stands for "see the zip64 record".
inline constexpr std::uint32_t kZipElsewhere = 0xffffffff;
inline constexpr std::uint16_t kZipElsewhere16 = 0xffff;

// General purpose flags.
inline constexpr std::uint16_t kZipHasDescriptor = 0x0008;
inline constexpr std::uint16_t kZipKnownFlags = 0x080e;  // levels of deflate, descriptor, UTF-8

}  // namespace adder::io
