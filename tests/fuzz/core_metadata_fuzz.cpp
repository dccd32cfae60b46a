#include "base/core/utf8.h"
#include "base/pypi/core_metadata.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// Every text that comes out is UTF-8 on one line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto metadata = adder::pypi::parse_core_metadata(text);
  if (!metadata) return 0;
  auto texts = metadata->requires_dist;
  texts.push_back(metadata->name);
  texts.push_back(metadata->summary);
  for (const auto& value : texts) {
    if (adder::find_bad_utf8(value)) std::abort();
    if (value.find_first_of("\r\n") != value.npos) std::abort();
  }
  static_cast<void>(metadata->dependencies_are_static());
  return 0;
}
