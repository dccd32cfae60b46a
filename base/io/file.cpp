#include "base/io/file.h"

#include "base/core/text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>
#include <vector>

namespace adder::io {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;

std::string hint_for(int number) {
  if (number == ENOSPC) return "free some space on this file system, then run the command again";
  if (number == EDQUOT) return "the disk quota is used up; raise it, then run the command again";
  return {};
}

}  // namespace

Error disk_error(std::string_view action, const fs::path& path) {
  const int number = errno;
  auto kind = Error::Kind::io;
  if (number == ENOENT) kind = Error::Kind::not_found;
  if (number == EACCES || number == EPERM || number == EROFS) kind = Error::Kind::denied;
  return {kind,
          cat("cannot ", action, " '", printable(path.native()),
              "': ", std::generic_category().message(number)),
          hint_for(number)};
}

Result<Fd> open_for_reading(const fs::path& path) {
  Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) return disk_error("open", path);
  return fd;
}

Result<std::size_t> read_some(int fd, std::span<std::byte> into, const fs::path& path) {
  while (true) {
    const auto got = ::read(fd, into.data(), into.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return disk_error("read", path);
  }
}

Result<std::string> read_file(const fs::path& path, std::uint64_t most) {
  TRY_ASSIGN(const auto fd, open_for_reading(path));
  std::string text;
  std::array<std::byte, 16384> piece{};
  while (true) {
    TRY_ASSIGN(const auto got, read_some(*fd, piece, path));
    if (got == 0) return text;
    if (text.size() + got > most) {
      return Error(Error::Kind::invalid,
                   cat("'", printable(path.native()), "' is longer than ", most, " bytes"));
    }
    text.append(reinterpret_cast<const char*>(piece.data()), got);
  }
}

Result<void> write_all(int fd, std::span<const std::byte> bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return disk_error("write", path);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> pour(const fs::path& path, Sink& sink) {
  TRY_ASSIGN(const auto fd, open_for_reading(path));
  ::posix_fadvise(*fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  std::vector<std::byte> piece(kPiece);
  while (true) {
    TRY_ASSIGN(const auto got, read_some(*fd, piece, path));
    if (got == 0) return {};
    TRY(sink.write(std::span(piece).first(got)));
  }
}

Result<void> make_folders(const fs::path& path) {
  if (::mkdir(path.c_str(), 0755) == 0 || errno == EEXIST) return {};
  if (errno != ENOENT || path.parent_path() == path) return disk_error("create folder", path);
  TRY(make_folders(path.parent_path()));
  if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST) return disk_error("create folder", path);
  return {};
}

Result<void> close_file(Fd fd, const fs::path& path) {
  // After EINTR the descriptor is closed all the same: asking again could close somebody else's.
  if (::close(std::move(fd).release()) != 0 && errno != EINTR) return disk_error("close", path);
  return {};
}

Result<void> sync_file_system(int fd, const fs::path& path) {
  if (::syncfs(fd) != 0) return disk_error("sync", path);
  return {};
}

Result<void> sync_file_system(const fs::path& path) {
  TRY_ASSIGN(const auto fd, open_for_reading(path));
  return sync_file_system(*fd, path);
}

Result<void> rename_file(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return disk_error("replace", to);
  return {};
}

Result<bool> remove_file(const fs::path& path) {
  if (::unlink(path.c_str()) == 0) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  return disk_error("remove", path);
}

Result<void> switch_link(const fs::path& link, const std::string& target, const fs::path& draft) {
  if (::symlink(target.c_str(), draft.c_str()) != 0) {
    if (errno != EEXIST) return disk_error("create link", draft);
    TRY(remove_file(draft));  // somebody pulled the plug between our two steps
    if (::symlink(target.c_str(), draft.c_str()) != 0) return disk_error("create link", draft);
  }
  return rename_file(draft, link);
}

Result<std::optional<std::string>> link_target(const fs::path& link) {
  std::array<char, 4096> target{};
  const auto length = ::readlink(link.c_str(), target.data(), target.size());
  if (length >= 0) {
    return std::optional<std::string>(std::string(target.data(), static_cast<std::size_t>(length)));
  }
  if (errno == ENOENT || errno == ENOTDIR || errno == EINVAL) return std::optional<std::string>();
  return disk_error("read link", link);
}

Result<DiskSpace> disk_space(const fs::path& path) {
  struct statvfs disk {};
  if (::statvfs(path.c_str(), &disk) != 0) return disk_error("look at", path);
  const std::uint64_t block = disk.f_frsize;
  return DiskSpace{.used = (disk.f_blocks - disk.f_bfree) * block, .free = disk.f_bavail * block};
}

}  // namespace adder::io
