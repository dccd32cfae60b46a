#include "base/core/units.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const auto bytes = adder::parse_size(text);
  if (bytes) static_cast<void>(adder::human_size(*bytes));
  const auto duration = adder::parse_duration(text);
  if (duration) static_cast<void>(adder::human_duration(*duration));
  static_cast<void>(adder::parse_rate(text));
  return 0;
}
