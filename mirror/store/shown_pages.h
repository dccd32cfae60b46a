#pragma once

#include "base/core/checksum.h"
#include "mirror/store/pages.h"
#include "mirror/store/store.h"

#include <optional>
#include <string>
#include <vector>

namespace adder::mirror {

// The pages below public/ of the units as they are now, and their compressed twins, to be found
// broken and mended.
class ShownPages {
 public:
  struct Thing {
    std::string unit;
    int since = 0;
    std::string name;
    Sha256 sha256;
    PageShape shape = PageShape::plain;
  };

  explicit ShownPages(const Store& store) : store_(store) {}

  Result<std::vector<Thing>> next(const Thing* last) const;
  std::optional<std::string> trouble(const Thing& page) const;
  Result<bool> is_promised(const Thing& page) const;
  static std::string path(const Thing& page);

  // From store/pages. It gets a later time, for it is not what browsers have seen.
  Result<void> mend(const Thing& page) const;

 private:
  const Store& store_;
};

}  // namespace adder::mirror
