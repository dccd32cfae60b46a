#pragma once

#include "base/core/checksum.h"
#include "mirror/store/generations.h"
#include "mirror/store/store.h"

#include <optional>
#include <string>
#include <vector>

namespace adder::mirror {

// The manifests in store/generations, to be found broken and mended.
class ManifestFiles {
 public:
  struct Thing {
    Generation generation;
    Sha256 sha256;  // of the text as the ledger would have it
  };

  explicit ManifestFiles(const Store& store) : store_(store) {}

  Result<std::vector<Thing>> next(const Thing* last) const;
  std::optional<std::string> trouble(const Thing& thing) const;
  Result<bool> is_promised(const Thing& thing) const;
  static std::string path(const Thing& thing);

  Result<void> mend(const Thing& thing) const;

 private:
  Result<Sha256> sum_of(const Generation& generation) const;

  const Store& store_;
};

}  // namespace adder::mirror
