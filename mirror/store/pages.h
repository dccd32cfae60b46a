#pragma once

#include "base/io/sink.h"
#include "mirror/store/store.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace adder::mirror {

// Keeps the bytes of a page in store/pages, under their checksum. Not durable before the next sync
// of the file system: a publication does that once for all of them.
Result<Sha256> keep_page(const Store& store, std::string_view bytes);

// The same for a page that is a file: the draft, in store/incoming and with these bytes, becomes
// the page by one rename.
Result<void> keep_page_file(const Store& store, const std::filesystem::path& draft,
                            const Sha256& sum);

// Writes a page below public/, `path` being the page's, and its compressed twin where it has one.
// Readers who have the file open go on with what was there. The twins of long pages are packed
// less well, for in a channel's indexes they would cost more than everything else.
Result<void> show_page(const Store& store, const std::string& path, std::string_view bytes,
                       std::int64_t mtime);

// The same for a page that is a file: however long it is, a small part of it is in memory.
Result<void> show_page_file(const Store& store, const std::string& path,
                            const std::filesystem::path& page, std::int64_t mtime);

// A page as it stands below public/, `path` being the page's: unpacked where it is the twin.
enum class PageShape { plain, packed };
Result<void> read_shown_page(const std::filesystem::path& path, PageShape shape, io::Sink& to);
Result<Sha256> sum_of_shown_page(const std::filesystem::path& path, PageShape shape);

// Keeps it in store/pages under `sum`, which is what it was found to have.
Result<void> keep_shown_page(const Store& store, const std::filesystem::path& path, PageShape shape,
                             const Sha256& sum);

// The time the unit's next pages get. Servers tell browsers by a page's time whether it changed, in
// whole seconds: never twice the same.
Result<std::int64_t> next_mtime(const Store& store, std::string_view unit);

}  // namespace adder::mirror
