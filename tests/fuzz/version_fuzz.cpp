#include "base/pypi/version.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// The normal form of a version is the same version, and its own normal form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const auto version = adder::pypi::Version::parse(text);
  if (!version) return 0;
  const auto again = adder::pypi::Version::parse(version->text());
  if (!again || *again != *version || again->text() != version->text()) std::abort();
  if (again->is_prerelease() != version->is_prerelease()) std::abort();
  if (again->is_postrelease() != version->is_postrelease()) std::abort();
  if (!version->belongs_to(*version)) std::abort();

  const auto public_part = adder::pypi::Version::parse(version->public_text());
  if (!public_part || std::is_neq(compare_public(*public_part, *version))) std::abort();
  if (*public_part > *version || public_part->has_local()) std::abort();
  return 0;
}
