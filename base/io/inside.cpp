#include "base/io/inside.h"

#include "base/core/text.h"
#include "base/io/copy.h"
#include "base/io/file.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace adder::io {

namespace fs = std::filesystem;

namespace {

Fd open_resolved(int folder, std::string_view path, open_how how) {
  how.flags |= O_CLOEXEC;
  how.resolve |= RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  const std::string name(path.empty() ? "." : path);
  return Fd(static_cast<int>(::syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how)));
}

Fd open_beneath(int folder, std::string_view path, int flags, mode_t mode = 0) {
  open_how how{};
  how.flags = static_cast<__u64>(flags);
  how.mode = mode;
  how.resolve = RESOLVE_NO_SYMLINKS;
  return open_resolved(folder, path, how);
}

// Nobody can keep us waiting with a pipe.
Fd open_within(int folder, std::string_view path) {
  constexpr int kTries = 100;
  open_how how{};
  how.flags = O_RDONLY | O_NONBLOCK;
  auto fd = open_resolved(folder, path, how);
  // The kernel cannot tell whether .. leads out while somebody renames folders.
  for (int again = 1; !fd && errno == EAGAIN && again < kTries; ++again) {
    fd = open_resolved(folder, path, how);
  }
  return fd;
}

std::string_view folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

std::string name_of(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

Result<Fd> make_beneath(int root, std::string_view folder, const fs::path& shown) {
  auto fd = open_beneath(root, folder, O_PATH | O_DIRECTORY);
  if (fd || errno != ENOENT || folder.empty()) {
    if (!fd) return disk_error("open folder", shown);
    return fd;
  }
  TRY_ASSIGN(const auto parent, make_beneath(root, folder_of(folder), shown));
  if (::mkdirat(*parent, name_of(folder).c_str(), 0755) != 0 && errno != EEXIST) {
    return disk_error("create folder", shown);
  }
  fd = open_beneath(root, folder, O_PATH | O_DIRECTORY);
  if (!fd) return disk_error("open folder", shown);
  return fd;
}

// The file system has no second names: too many already, another disk, or none at all.
bool cannot_link(int number) {
  return number == EMLINK || number == EXDEV || number == EPERM || number == EOPNOTSUPP;
}

}  // namespace

Result<Inside> Inside::open(fs::path folder) {
  Fd fd(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return disk_error("open folder", folder);
  return Inside(std::move(folder), std::move(fd));
}

Result<Fd> Inside::parent_of(std::string_view path) const {
  return make_beneath(*fd_, folder_of(path), folder_ / folder_of(path));
}

Result<Fd> Inside::open_for_reading(std::string_view path, Links links) const {
  auto fd = links == Links::within ? open_within(*fd_, path) : open_beneath(*fd_, path, O_RDONLY);
  if (fd) return fd;
  if (errno == EXDEV) {
    return Error(Error::Kind::blocked,
                 cat("'", printable((folder_ / path).native()), "' leads out of its folder"));
  }
  if (errno == ENOTDIR) errno = ENOENT;  // nothing can be below a file
  return disk_error("open", folder_ / path);
}

Result<Fd> Inside::create(std::string_view path) const {
  TRY_ASSIGN(const auto parent, parent_of(path));
  auto fd = open_beneath(*parent, name_of(path), O_WRONLY | O_CREAT | O_EXCL, 0644);
  if (!fd) return disk_error("create", folder_ / path);
  return fd;
}

Result<bool> Inside::link(const fs::path& source, std::string_view path) const {
  TRY_ASSIGN(const auto parent, parent_of(path));
  const auto name = name_of(path);
  if (::linkat(AT_FDCWD, source.c_str(), *parent, name.c_str(), 0) == 0) return true;
  if (errno == EEXIST) return false;
  if (!cannot_link(errno)) return disk_error("create link", folder_ / path);

  // A copy gets its name when it is whole, like everything else.
  const auto draft = cat(".", name.substr(0, 200), ".copy");
  ::unlinkat(*parent, draft.c_str(), 0);
  TRY_ASSIGN(const auto from, io::open_for_reading(source));
  Fd to(open_beneath(*parent, draft, O_WRONLY | O_CREAT | O_EXCL, 0444));
  if (!to) return disk_error("create", folder_ / path);
  TRY(copy_bytes(*from, *to, folder_ / path));
  if (::fsync(*to) != 0) return disk_error("sync", folder_ / path);
  TRY(close_file(std::move(to), folder_ / path));
  if (::renameat(*parent, draft.c_str(), *parent, name.c_str()) != 0) {
    return disk_error("replace", folder_ / path);
  }
  return true;
}

Result<bool> Inside::remove(std::string_view path) const {
  const auto parent = open_beneath(*fd_, folder_of(path), O_PATH | O_DIRECTORY);
  if (!parent && errno == ENOENT) return false;
  if (!parent) return disk_error("open folder", folder_ / folder_of(path));
  if (::unlinkat(*parent, name_of(path).c_str(), 0) != 0) {
    if (errno == ENOENT) return false;
    return disk_error("remove", folder_ / path);
  }
  TRY(remove_empty_folders(folder_of(path)));
  return true;
}

Result<void> Inside::clear_away(std::string_view path) const {
  TRY_ASSIGN(const auto removed, remove(path));
  return removed ? Result<void>() : remove_empty_folders(folder_of(path));
}

Result<void> Inside::remove_empty_folders(std::string_view folder) const {
  for (; !folder.empty(); folder = folder_of(folder)) {
    const auto parent = open_beneath(*fd_, folder_of(folder), O_PATH | O_DIRECTORY);
    if (!parent && errno == ENOENT) continue;
    if (!parent) return disk_error("open folder", folder_ / folder_of(folder));
    if (::unlinkat(*parent, name_of(folder).c_str(), AT_REMOVEDIR) == 0) continue;
    if (errno == ENOENT) continue;
    if (errno == ENOTEMPTY || errno == EEXIST) return {};
    return disk_error("remove folder", folder_ / folder);
  }
  return {};
}

Result<bool> Inside::exists(std::string_view path) const {
  if (open_beneath(*fd_, path, O_PATH)) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  return disk_error("look at", folder_ / path);
}

}  // namespace adder::io
