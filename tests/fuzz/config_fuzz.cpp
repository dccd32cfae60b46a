#include "mirror/words/config_reader.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

adder::mirror::ConfigReading read(std::string_view toml) {
  return adder::mirror::parse_config(toml, "/etc/adder/adder.toml", {});
}

std::string shown(const adder::mirror::Config& config) {
  return to_toml(adder::mirror::effective_settings(config));
}

}  // namespace

// What 'config show' prints of a file that is in order is in order too, and is shown the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reading = read(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!reading.problems.errors.empty()) return 0;
  const auto once = shown(reading.config);
  const auto again = read(once);
  if (!again.problems.errors.empty() || shown(again.config) != once) std::abort();
  return 0;
}
