#include "mirror/conda/subdir_work.h"

#include <algorithm>

namespace adder::mirror {

const Sha256* SubdirWork::published_at(std::string_view path) const {
  const auto found = std::ranges::lower_bound(
      published, path, {}, [](const Promise& promise) { return std::string_view(promise.path); });
  return found != published.end() && found->path == path ? &found->sha256 : nullptr;
}

bool is_package(const SubdirWork& work, std::string_view path) {
  return path.substr(work.unit.size() + 1).find('/') == path.npos;
}

}  // namespace adder::mirror
