#include "mirror/pypi/own_folder.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/folder.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
  return time.tv_sec * kNanoseconds + time.tv_nsec;
}

Result<void> gather(const fs::path& folder, std::vector<fs::path>& found) {
  return io::each_entry(folder, [&](const fs::directory_entry& entry) -> Result<void> {
    std::error_code failed;
    const auto name = entry.path().filename().native();
    // Also what is no file, or leads nowhere: whoever put it there meant the name to be ours.
    if (is_distribution(name)) found.push_back(entry.path());
    const bool is_folder = entry.symlink_status(failed).type() == fs::file_type::directory;
    return is_folder && !name.starts_with('.') ? gather(entry.path(), found) : Result<void>();
  });
}

}  // namespace

Result<std::vector<fs::path>> distributions_below(const fs::path& folder) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) {
    return Error(Error::Kind::io,
                 cat("'", printable(folder.native()), "' is no folder that can be read: the ",
                     "centre's own packages should be there"),
                 "create it, or take it out of 'own' in adder.toml");
  }
  std::vector<fs::path> found;
  TRY(gather(folder, found));
  std::ranges::sort(found);
  return found;
}

Result<std::optional<io::Fd>> open_own(const fs::path& path) {
  // A pipe without a writer would keep us waiting.
  io::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) {
    auto error = io::disk_error("open", path);
    std::error_code failed;
    if (fs::symlink_status(path, failed).type() == fs::file_type::not_found) {
      return std::optional<io::Fd>();
    }
    return error;
  }
  struct stat seen {};
  if (::fstat(*fd, &seen) != 0) return io::disk_error("look at", path);
  if (!S_ISREG(seen.st_mode)) return Error(Error::Kind::io, "it is no regular file");
  return std::optional(std::move(fd));
}

Result<FileStamp> stamp_of(const io::Fd& file, const fs::path& shown) {
  struct stat seen {};
  if (::fstat(*file, &seen) != 0) return io::disk_error("look at", shown);
  return FileStamp{.size = static_cast<std::uint64_t>(seen.st_size),
                   .inode = static_cast<std::int64_t>(seen.st_ino),
                   .written = nanoseconds(seen.st_mtim),
                   .changed = nanoseconds(seen.st_ctim)};
}

}  // namespace adder::mirror
