#pragma once

#include "mirror/store/store.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace adder::mirror {

// Keeps the bytes of a page in store/pages, under their checksum. Not durable before the next sync
// of the file system: a publication does that once for all of them.
Result<Sha256> keep_page(const Store& store, std::string_view bytes);

// Writes a page and its compressed twin below public/, `path` being the page's. Readers who have
// the file open go on with what was there.
Result<void> show_page(const Store& store, const std::string& path, std::string_view bytes,
                       std::int64_t mtime);

// The time the unit's next pages get. Servers tell browsers by a page's time whether it changed, in
// whole seconds: never twice the same.
Result<std::int64_t> next_mtime(const Store& store, std::string_view unit);

}  // namespace adder::mirror
