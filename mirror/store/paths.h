#pragma once

#include "base/core/checksum.h"

#include <filesystem>
#include <string>

namespace adder::mirror {

// Where things stand below root. The contract's section 5 is the map; this is its only copy in
// code.
struct Paths {
  std::filesystem::path root;

  std::filesystem::path lock() const { return root / ".lock"; }
  std::filesystem::path ledger() const { return root / "ledger.db"; }
  std::filesystem::path blobs() const { return root / "store/blobs/sha256"; }
  std::filesystem::path blob(const Sha256& sum) const { return blobs() / spread(sum); }
  std::filesystem::path incoming() const { return root / "store/incoming"; }
  std::filesystem::path pages() const { return root / "store/pages"; }
  std::filesystem::path page(const Sha256& sum) const { return pages() / spread(sum); }
  std::filesystem::path upstream() const { return root / "store/upstream"; }
  std::filesystem::path generations() const { return root / "store/generations"; }
  std::filesystem::path generation(int number) const {
    return generations() / std::to_string(number);
  }
  std::filesystem::path published() const { return root / "public"; }

  // ab/cdef...: no folder grows without bounds.
  static std::string spread(const Sha256& sum) {
    auto hex = sum.hex();
    hex.insert(2, "/");
    return hex;
  }
};

}  // namespace adder::mirror
