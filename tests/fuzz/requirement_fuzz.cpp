#include "base/pypi/requirement.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// The normal form of a requirement is its own normal form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // A normal form can be longer than what was written, and too long ones are refused.
  constexpr std::size_t longest = 16384;
  if (size > longest) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const auto requirement = adder::pypi::Requirement::parse(text);
  if (!requirement) return 0;
  const auto again = adder::pypi::Requirement::parse(requirement->text());
  if (!again || again->text() != requirement->text()) std::abort();
  if (again->name != requirement->name || again->extras != requirement->extras) std::abort();
  if (again->url != requirement->url) std::abort();
  return 0;
}
