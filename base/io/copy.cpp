#include "base/io/copy.h"

#include "base/io/file.h"

#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <span>
#include <vector>

namespace adder::io {

namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;
constexpr std::size_t kMostAtOnce = std::size_t{64} << 20;

// These two file systems cannot do it, or not with each other.
bool is_left_to_us(int number) {
  return number == EXDEV || number == EINVAL || number == ENOSYS || number == EOPNOTSUPP ||
         number == EPERM;
}

Result<void> copy_by_hand(int from, int to, const std::filesystem::path& shown) {
  std::vector<std::byte> piece(kPiece);
  while (true) {
    TRY_ASSIGN(const auto got, read_some(from, piece, shown));
    if (got == 0) return {};
    TRY(write_all(to, std::span(piece).first(got), shown));
  }
}

}  // namespace

Result<void> copy_bytes(int from, int to, const std::filesystem::path& shown) {
  if (::ioctl(to, FICLONE, from) == 0) return {};
  while (true) {
    const auto copied = ::copy_file_range(from, nullptr, to, nullptr, kMostAtOnce, 0);
    if (copied > 0 || (copied < 0 && errno == EINTR)) continue;
    // Some file systems end before they began: reading shows whether there is more.
    if (copied == 0 || is_left_to_us(errno)) return copy_by_hand(from, to, shown);
    return disk_error("write", shown);
  }
}

}  // namespace adder::io
