#include "base/io/lock.h"

#include "base/core/text.h"
#include "base/io/file.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <string>

namespace adder::io {

namespace {

// " (process 4711)", where the kernel tells: a line of /proc/locks is
// "1: FLOCK  ADVISORY  WRITE 4711 fe:01:1234 0 EOF", its numbers being device and inode.
std::string process_holding(int fd) {
  struct stat state {};
  if (::fstat(fd, &state) != 0) return {};
  const auto inode = cat(':', state.st_ino);
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number, kind, how, mode, process, file;
    words >> number >> kind >> how >> mode >> process >> file;
    if (kind == "FLOCK" && file.ends_with(inode) && process[0] != '0' && process[0] != '-') {
      return cat(" (process ", process, ')');
    }
  }
  return {};
}

// The name of whom a file or folder belongs to, or his number.
std::string owner_of(const std::filesystem::path& path) {
  struct stat state {};
  if (::stat(path.c_str(), &state) != 0) return {};
  std::array<char, 4096> room{};
  struct passwd entry {};
  struct passwd* found = nullptr;
  ::getpwuid_r(state.st_uid, &entry, room.data(), room.size(), &found);
  return found != nullptr ? std::string(found->pw_name) : cat(state.st_uid);
}

Error not_opened(const std::filesystem::path& path) {
  const int why = errno;
  auto error = disk_error("open", path);
  if (why != EACCES) return error;
  const auto owner = owner_of(path.parent_path());
  if (owner.empty()) return error;
  return {error.kind(), error.words(),
          cat("this mirror belongs to user '", owner, "'; run adder as that user")};
}

}  // namespace

Result<Lock> Lock::acquire(const std::filesystem::path& path) {
  Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!fd) return not_opened(path);
  if (::flock(*fd, LOCK_EX | LOCK_NB) == 0) return Lock(std::move(fd));
  if (errno != EWOULDBLOCK) return disk_error("lock", path);
  return Error(Error::Kind::busy,
               cat("'", path.native(), "' is locked: another adder", process_holding(*fd),
                   " is at work here"),
               "wait until it has finished");
}

}  // namespace adder::io
