#include "base/pypi/machine.h"

#include "base/core/text.h"

#include <utility>

namespace adder::pypi {

std::string machine_name(std::string_view machine) {
  constexpr std::pair<std::string_view, std::string_view> others[] = {
      {"amd64", "x86_64"}, {"arm64", "aarch64"}, {"i386", "i686"}, {"x86", "i686"}};
  auto small = lower(machine);
  for (const auto& [other, name] : others) {
    if (small == other) return std::string(name);
  }
  return small;
}

}  // namespace adder::pypi
