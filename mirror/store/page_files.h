#pragma once

#include "base/core/checksum.h"
#include "mirror/store/store.h"

#include <optional>
#include <string>
#include <vector>

namespace adder::mirror {

// The bytes in store/pages, to be found broken and mended.
class PageFiles {
 public:
  using Thing = Sha256;

  explicit PageFiles(const Store& store) : store_(store) {}

  Result<std::vector<Sha256>> next(const Sha256* last) const;
  std::optional<std::string> trouble(const Sha256& page) const;
  Result<bool> is_promised(const Sha256& page) const;
  static std::string path(const Sha256& page) { return "store/pages/" + Paths::spread(page); }

  // From the copies below public/, if there still is one.
  Result<void> mend(const Sha256& page) const;

 private:
  const Store& store_;
};

}  // namespace adder::mirror
