#pragma once

#include "mirror/store/blobs.h"

#include <optional>
#include <string>
#include <vector>

namespace adder::mirror {

// The bytes in store/blobs, to be found broken and mended.
class BlobFiles {
 public:
  using Thing = Blob;

  explicit BlobFiles(const Store& store) : store_(store) {}

  Result<std::vector<Blob>> next(const Blob* last) const;
  std::optional<std::string> trouble(const Blob& blob) const;
  Result<bool> is_promised(const Blob& blob) const;
  static std::string path(const Blob& blob);

  // From what is at hand: a copy of it below public/. What nothing names is forgotten.
  Result<void> mend(const Blob& blob) const;

 private:
  Result<void> correct(const Blob& blob) const;
  Result<void> copy_back(const Blob& blob, const std::vector<std::string>& public_paths) const;

  const Store& store_;
};

// The public paths that are these bytes, in any generation.
Result<std::vector<std::string>> paths_of_blob(const Store& store, const Sha256& sum);

}  // namespace adder::mirror
