#pragma once

#include "base/core/error.h"
#include "base/core/result.h"
#include "base/io/fd.h"
#include "base/io/sink.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace adder::io {

// "cannot write '/srv/x': No space left on device", from errno as it stands.
Error disk_error(std::string_view action, const std::filesystem::path& path);

Result<Fd> open_for_reading(const std::filesystem::path& path);

// The whole file, which may not be longer than `most`.
Result<std::string> read_file(const std::filesystem::path& path,
                              std::uint64_t most = std::uint64_t{64} << 20);

// At most as many bytes as fit; 0 at the end of the file.
Result<std::size_t> read_some(int fd, std::span<std::byte> into, const std::filesystem::path& path);

// Writes all of it, however often the kernel takes only a part.
Result<void> write_all(int fd, std::span<const std::byte> bytes, const std::filesystem::path& path);

// Feeds the file to the sink in pieces, from its first byte to its last.
Result<void> pour(const std::filesystem::path& path, Sink& sink);

Result<void> make_folders(const std::filesystem::path& path);

// Closes and says so when the disk complains late, as network file systems do.
Result<void> close_file(Fd fd, const std::filesystem::path& path);

// Makes everything that was written to the file system of `path` durable.
Result<void> sync_file_system(int fd, const std::filesystem::path& path);
Result<void> sync_file_system(const std::filesystem::path& path);

Result<void> rename_file(const std::filesystem::path& from, const std::filesystem::path& to);

// True when there was something to remove.
Result<bool> remove_file(const std::filesystem::path& path);

// Points the symbolic link at `target` by one rename: readers see the old target or the new one.
// `draft` is a name nobody else uses, on the same file system.
Result<void> switch_link(const std::filesystem::path& link, const std::string& target,
                         const std::filesystem::path& draft);

// Where a symbolic link points; nothing when there is no link of that name.
Result<std::optional<std::string>> link_target(const std::filesystem::path& link);

struct DiskSpace {
  std::uint64_t used = 0;
  std::uint64_t free = 0;  // for us, without what is reserved for root
};
Result<DiskSpace> disk_space(const std::filesystem::path& path);

inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

}  // namespace adder::io
