#pragma once

#include "base/core/checksum.h"
#include "base/core/result.h"
#include "mirror/store/store.h"

#include <optional>
#include <string_view>

namespace adder::mirror {

// Bytes that upstream promises by md5 alone: which of our blobs an md5 stood for when it arrived.
// The same md5 later on is no proof, but no news either.
Result<std::optional<Sha256>> blob_of_md5(const Store& store, std::string_view path,
                                          const Md5& md5);
Result<void> remember_md5(const Store& store, std::string_view path, const Md5& md5,
                          const Sha256& sum);

}  // namespace adder::mirror
