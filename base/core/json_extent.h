#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace adder {

// Finds where a JSON object, array or string ends without reading what is in it, 64 bytes at a
// time. It sees to it that brackets pair, nest no deeper than 64, and that strings hold no control
// characters; whether the rest is JSON only a JsonScanner can say.
class JsonExtent {
 public:
  enum class Found { nothing, end, error };

  // Begins anew with a value whose first byte, the bracket or quote, is `first`: add that too.
  void begin(char first);

  // Looks at the next piece of the value. At the end of the value `taken` counts what belonged to
  // it; at an error it counts what was right.
  Found add(std::string_view piece, std::size_t& taken);

  // What the error is.
  std::string_view error() const noexcept { return error_; }

 private:
  Found add_block(const char* block, std::size_t size, std::size_t& taken);
  Found walk(std::uint64_t brackets, const char* block, std::size_t& taken);

  bool is_string_ = false;
  bool is_first_ = false;
  std::uint64_t in_string_ = 0;  // all ones while between quotes
  std::uint64_t escaped_ = 0;    // 1: the next byte follows a backslash
  std::uint64_t kinds_ = 0;      // of the open brackets, one bit each: 1 is {
  unsigned depth_ = 0;
  std::string_view error_;
};

}  // namespace adder
