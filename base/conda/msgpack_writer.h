#pragma once

#include "base/core/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace adder::conda {

// Appends values in MessagePack, each in its shortest form: same input, same bytes.
class MsgpackWriter {
 public:
  explicit MsgpackWriter(std::string& out) : out_(out) {}

  void nil() { byte(0xc0); }
  void boolean(bool truth) { byte(truth ? 0xc3 : 0xc2); }
  void number(std::uint64_t number);
  void negative(std::int64_t number);
  void real(double number);
  void text(std::string_view text);
  void bytes(std::span<const std::byte> bytes);
  void array(std::size_t size);  // its elements follow
  void map(std::size_t size);    // its keys and values follow

  // A value that has been found to be JSON.
  Result<void> json(std::string_view json);

 private:
  void byte(unsigned byte) { out_ += static_cast<char>(static_cast<unsigned char>(byte)); }
  void big_endian(std::uint64_t number, unsigned bytes);
  void sized(std::size_t size, unsigned tag16);
  Result<void> json_array(std::string_view json);
  Result<void> json_object(std::string_view json);
  Result<void> json_word(std::string_view word);

  std::string& out_;
};

}  // namespace adder::conda
