#include "base/io/lock.h"

#include "base/core/text.h"
#include "base/io/file.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace adder::io {

Result<Lock> Lock::acquire(const std::filesystem::path& path) {
  Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!fd) return disk_error("open", path);
  if (::flock(*fd, LOCK_EX | LOCK_NB) == 0) return Lock(std::move(fd));
  if (errno != EWOULDBLOCK) return disk_error("lock", path);
  return Error(Error::Kind::busy,
               cat("'", path.native(), "' is locked: another adder is at work here"),
               "wait until it has finished, or look for it with 'ps'");
}

}  // namespace adder::io
