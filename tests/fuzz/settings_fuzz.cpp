#include "base/core/secrets.h"
#include "base/core/setting.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

// Whatever a file holds, reading and showing it ends well.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  static_cast<void>(adder::masked(text));
  const auto setting = adder::parse_toml(text, "fuzz.toml");
  if (!setting) return 0;
  static_cast<void>(adder::to_json(*setting));
  static_cast<void>(adder::to_toml(*setting));
  return 0;
}
