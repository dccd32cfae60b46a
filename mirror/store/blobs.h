#pragma once

#include "base/io/hasher.h"
#include "mirror/store/store.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace adder::mirror {

// Bytes we hold, by what they are.
struct Blob {
  Sha256 sha256;
  Blake2b blake2b;
  std::uint64_t size = 0;
};

Result<std::optional<Blob>> find_blob(const Store& store, const Sha256& sum);

// Enters blobs whose files are durable already, in one transaction: the one under way, or its own.
Result<void> enter_blobs(const Store& store, std::span<const Blob> blobs);

Result<void> forget_blob(const Store& store, const Sha256& sum);

// Whether the file at the public path is the blob: a second name of it, or a copy made where the
// file system has no second names. `not_found` when there is no file.
Result<bool> is_blob_at(const Store& store, const Sha256& sum, std::string_view public_path);

// Gives the blob its public path. A file that a broken run left there gives way.
Result<void> link_blob(const Store& store, const Sha256& sum, std::string_view public_path);

}  // namespace adder::mirror
