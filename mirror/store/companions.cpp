#include "mirror/store/companions.h"

namespace adder::mirror {

std::string_view main_file(std::string_view path) {
  for (const auto suffix : kCompanions) {
    if (path.ends_with(suffix)) return path.substr(0, path.size() - suffix.size());
  }
  return path;
}

}  // namespace adder::mirror
