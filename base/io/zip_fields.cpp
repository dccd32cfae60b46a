#include "base/io/zip_fields.h"

namespace adder::io {

std::string_view ZipFields::text(std::size_t length) {
  if (length > bytes_.size()) {
    is_short_ = true;
    bytes_ = {};
    return {};
  }
  const auto text = bytes_.substr(0, length);
  bytes_.remove_prefix(length);
  return text;
}

std::uint64_t ZipFields::number(std::size_t bytes) {
  std::uint64_t value = 0;
  unsigned shift = 0;
  for (const char c : text(bytes)) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << shift;
    shift += 8;
  }
  return value;
}

}  // namespace adder::io
