#include "base/conda/match_spec.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// A spec is the same when it is read again, and what has one name matches nothing else.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using adder::conda::MatchSpec;
  using adder::conda::RecordView;
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const auto in_spec = adder::conda::name_in_spec(text);
  if (in_spec.size() > text.size()) std::abort();
  const auto spec = MatchSpec::parse(text);
  if (!spec) return 0;
  const auto again = MatchSpec::parse(spec->text());
  if (!again || again->text() != spec->text()) std::abort();
  if (again->carried().size() != spec->carried().size()) std::abort();

  for (const auto* name : {"numpy", "python", "__glibc"}) {
    const RecordView record = {.name = name,
                               .version_text = "1.26.4",
                               .build = "py312_0",
                               .subdir = "linux-64",
                               .channel = "conda-forge",
                               .fn = "numpy-1.26.4-py312_0.conda"};
    const bool matches = spec->matches(record);
    if (again->matches(record) != matches) std::abort();
    const auto* only = spec->name().name();
    if (matches && only != nullptr && *only != name) std::abort();
  }
  return 0;
}
