#include "base/core/pattern.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// The first line is the pattern, the rest is the name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto end = text.find('\n');
  const auto written = std::string(text.substr(0, end));
  const auto name = end == text.npos ? std::string_view() : text.substr(end + 1);

  const auto glob = adder::Pattern::glob(written);
  static_cast<void>(glob.matches(name));
  const auto regex = adder::Pattern::regex(written);
  if (regex) static_cast<void>(regex->matches(name));
  return 0;
}
