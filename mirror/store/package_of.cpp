#include "mirror/store/package_of.h"

#include "base/conda/dist_name.h"
#include "mirror/store/unit.h"

namespace adder::mirror {

std::string_view section_of(std::string_view unit) {
  if (!unit.starts_with(kConda)) return "pypi";
  return unit.substr(0, unit.rfind('/'));
}

std::optional<std::string> package_of(std::string_view public_path) {
  if (!public_path.starts_with(kConda)) return std::nullopt;
  const auto dist = conda::DistName::parse(public_path.substr(public_path.rfind('/') + 1));
  return dist ? std::optional(dist->name.text()) : std::nullopt;
}

}  // namespace adder::mirror
