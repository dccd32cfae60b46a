#pragma once

#include "mirror/store/store.h"
#include "mirror/store/unit.h"

#include <optional>
#include <string>
#include <vector>

namespace adder::mirror {

// The links below public/ that lead to the pages of the units as they are now, to be found broken
// and mended.
class ShownLinks {
 public:
  struct Thing {
    std::string unit;
    Link link;
  };

  explicit ShownLinks(const Store& store) : store_(store) {}

  Result<std::vector<Thing>> next(const Thing* last) const;
  std::optional<std::string> trouble(const Thing& thing) const;
  Result<bool> is_promised(const Thing& thing) const;
  static std::string path(const Thing& thing) { return "public/" + thing.link.path; }

  Result<void> mend(const Thing& thing) const;

 private:
  Result<std::vector<Thing>> links_of(const std::string& unit, int since) const;

  const Store& store_;
};

}  // namespace adder::mirror
