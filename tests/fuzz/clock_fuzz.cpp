#include "base/core/clock.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// What parses can be written and read again, and means the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  static_cast<void>(adder::parse_http_date(text));
  const auto time = adder::parse_day_or_time(text);
  if (!time) return 0;
  const auto again = adder::parse_rfc3339(adder::rfc3339(*time));
  if (!again || *again != *time) std::abort();
  return 0;
}
