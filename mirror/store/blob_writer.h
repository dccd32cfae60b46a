#pragma once

#include "mirror/store/blobs.h"
#include "mirror/store/settler.h"

#include <set>
#include <string_view>

namespace adder::mirror {

// Keeps bytes that we make ourselves as blobs: many small ones, made durable together. What the
// ledger knows costs no more than a checksum and a look.
class BlobWriter {
 public:
  explicit BlobWriter(const Store& store)
      : store_(store), settler_(store.paths(), Settler::usual()) {}

  // The blob of these bytes, from the next finish() on.
  Result<Blob> write(std::string_view bytes);

  // All of them are durable and in the ledger; in a transaction, once that is committed.
  Result<void> finish();

 private:
  Result<void> enter_durable();

  const Store& store_;
  Settler settler_;
  std::set<Sha256> under_way_;
};

}  // namespace adder::mirror
