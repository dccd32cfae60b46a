#include "base/pypi/marker.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// The normal form of a marker is true in the same environments.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // A normal form can be longer than what was written, and too long ones are refused.
  constexpr std::size_t longest = 16384;
  if (size > longest) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const auto marker = adder::pypi::Marker::parse(text);
  if (!marker) return 0;
  const auto again = adder::pypi::Marker::parse(marker->text());
  if (!again || again->text() != marker->text()) std::abort();
  const adder::pypi::MarkerEnvironment known = {
      {"os_name", "posix"}, {"python_version", "3.11"}, {"sys_platform", "linux"}};
  for (const auto& environment : {adder::pypi::MarkerEnvironment(), known}) {
    if (marker->holds(environment) != again->holds(environment)) std::abort();
    if (marker->holds(environment, "x") != again->holds(environment, "x")) std::abort();
  }
  return 0;
}
