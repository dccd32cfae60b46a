#include "base/conda/version.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

// A version is itself in every spelling, between its neighbours, and begins with its series. Two
// lines are two versions, which have one order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using adder::conda::Version;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto first_line = text.substr(0, text.find('\n'));
  const auto second_line = text.substr(std::min(first_line.size() + 1, text.size()));

  const auto version = Version::parse(first_line);
  if (!version) return 0;
  const auto again = Version::parse(version->text());
  if (!again || *again != *version || again->hash() != version->hash()) std::abort();
  if (!version->starts_with(*version)) std::abort();
  const auto parent = version->parent_series();
  if (parent && version->text().find('+') == std::string::npos && !version->starts_with(*parent)) {
    std::abort();
  }

  const auto other = Version::parse(second_line);
  if (!other) return 0;
  const auto order = *version <=> *other;
  if ((*other <=> *version) != (0 <=> order)) std::abort();
  if ((order == 0) != (*version == *other)) std::abort();
  return 0;
}
