#include "base/pypi/specifier.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// The normal form of a specifier set holds for the same versions.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using adder::pypi::Prereleases;
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const auto set = adder::pypi::SpecifierSet::parse(text);
  if (!set) return 0;
  const auto again = adder::pypi::SpecifierSet::parse(set->text());
  if (!again || again->text() != set->text()) std::abort();
  if (again->names_prerelease() != set->names_prerelease()) std::abort();
  for (const auto* words :
       {"0", "1.0", "1.2.3", "1.2rc1", "1.2.post1", "1.dev1", "1!2+x", "2026"}) {
    const auto version = *adder::pypi::Version::parse(words);
    for (const auto prereleases : {Prereleases::allowed, Prereleases::only_if_named}) {
      if (set->contains(version, prereleases) != again->contains(version, prereleases)) {
        std::abort();
      }
    }
  }
  return 0;
}
