#include "base/conda/version_spec.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

// A spec means the same when it is read again, between parentheses, and twice over.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using adder::conda::Version;
  using adder::conda::VersionSpec;
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const auto spec = VersionSpec::parse(text);
  if (!spec) return 0;
  const auto words = std::string(spec->text());
  const auto again = VersionSpec::parse(words);
  if (!again || again->text() != spec->text()) std::abort();
  const auto inside = VersionSpec::parse("(" + words + ")");
  const auto both = VersionSpec::parse("(" + words + "),(" + words + ")");
  for (const auto* version : {"0", "1.0", "1.2.3", "1.2rc1", "1.2.post1", "1!2+x", "2026", "1_"}) {
    const auto candidate = *Version::parse(version);
    const bool holds = spec->contains(candidate);
    if (again->contains(candidate) != holds) std::abort();
    // Too deep or too long they may be; what is read is the same.
    if (inside && inside->contains(candidate) != holds) std::abort();
    if (both && both->contains(candidate) != holds) std::abort();
  }
  return 0;
}
