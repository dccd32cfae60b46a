#pragma once

#include "mirror/store/store.h"

#include <cstdint>
#include <filesystem>
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

// A page as it stands below public/, `path` being the page's: unpacked where it is the twin.
enum class PageShape { plain, packed };
Result<std::string> read_shown_page(const std::filesystem::path& path, PageShape shape);

inline constexpr std::uint64_t kLongestPage = std::uint64_t{512} << 20;

// The time the unit's next pages get. Servers tell browsers by a page's time whether it changed, in
// whole seconds: never twice the same.
Result<std::int64_t> next_mtime(const Store& store, std::string_view unit);

}  // namespace adder::mirror
