#pragma once

#include "base/core/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace adder::conda {

// Reads MessagePack of a stranger, value by value. It believes no size that the bytes at hand
// cannot hold, so that nobody reserves memory for a promise.
class MsgpackReader {
 public:
  enum class Kind { nil, boolean, number, negative, real, text, bytes, array, map };
  struct Value {
    Kind kind = Kind::nil;
    bool truth = false;
    std::uint64_t number = 0;
    std::int64_t negative = 0;
    double real = 0;
    std::string_view text = {};  // also of bytes
    std::uint64_t size = 0;      // elements that follow; of a map, pairs
  };

  explicit MsgpackReader(std::string_view bytes) : whole_(bytes), rest_(bytes) {}

  Result<Value> next();
  Result<Value> next(Kind kind);  // another kind is an error

  // The key of a map. Some writers make bytes of it.
  Result<std::string_view> key();

  // Passes a value and all that is in it; shows its bytes.
  Result<std::string_view> skip();

  // Appends a value as JSON: bytes become hex digits. What JSON cannot say is an error.
  Result<void> append_json(std::string& out);

  bool is_at_end() const noexcept { return rest_.empty(); }

 private:
  Result<std::uint64_t> big_endian(unsigned bytes);
  Result<Value> sized(Kind kind, unsigned bytes_of_size);
  Result<Value> of_size(Kind kind, std::uint64_t size);
  Result<Value> real(unsigned bytes);
  Result<Value> integer(unsigned tag);
  Result<void> append_json(std::string& out, const Value& value, unsigned depth);
  Result<void> append_elements(std::string& out, const Value& array, unsigned depth);
  Result<void> append_members(std::string& out, const Value& map, unsigned depth);
  Result<void> append_text(std::string& out, std::string_view text) const;
  Error wrong(std::string_view what) const;

  std::string_view whole_;
  std::string_view rest_;
};

}  // namespace adder::conda
