#include "tests/campaign/disk_fault/call.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace adder::testing {
namespace {

using Arguments = std::array<unsigned long long, 6>;

Arguments arguments(const user_regs_struct& registers) {
  return {registers.rdi, registers.rsi, registers.rdx, registers.r10, registers.r8, registers.r9};
}

std::string read_link(const std::string& path) {
  std::array<char, PATH_MAX> target{};
  const auto length = readlink(path.c_str(), target.data(), target.size());
  return length < 0 ? std::string() : std::string(target.data(), static_cast<std::size_t>(length));
}

// The text at `address` in the thread's memory, read page by page: the next page may not be there.
std::string read_text(pid_t thread, unsigned long long address) {
  std::string text;
  while (text.size() < PATH_MAX) {
    std::array<char, 256> piece{};
    const auto size = std::min<std::size_t>(piece.size(), 4096 - address % 4096);
    iovec here{piece.data(), size};
    iovec there{reinterpret_cast<void*>(address), size};  // NOLINT(performance-no-int-to-ptr)
    if (process_vm_readv(thread, &here, 1, &there, 1, 0) != static_cast<ssize_t>(size)) break;
    const auto end = std::find(piece.begin(), piece.begin() + size, '\0');
    text.append(piece.begin(), end);
    if (end != piece.begin() + size) break;
    address += size;
  }
  return text;
}

std::string folder_name(pid_t thread, int descriptor) {
  const auto process = "/proc/" + std::to_string(thread);
  if (descriptor == AT_FDCWD) return read_link(process + "/cwd");
  return read_link(process + "/fd/" + std::to_string(descriptor));
}

std::string named(pid_t thread, const CallShape& shape, const Arguments& given) {
  auto path = read_text(thread, given[static_cast<std::size_t>(shape.path)]);
  if (!path.empty() && path.front() == '/') return path;
  const auto folder =
      shape.folder < 0 ? AT_FDCWD : static_cast<int>(given[static_cast<std::size_t>(shape.folder)]);
  return folder_name(thread, folder) + '/' + path;
}

// openat2 takes its flags by reference: they are the first member of what it is given.
unsigned long long flags_of(pid_t thread, const CallShape& shape, const Arguments& given) {
  if (shape.number != SYS_openat2) return shape.number == SYS_openat ? given[2] : given[1];
  unsigned long long flags = 0;
  iovec here{&flags, sizeof flags};
  iovec there{reinterpret_cast<void*>(given[2]),
              sizeof flags};  // NOLINT(performance-no-int-to-ptr)
  process_vm_readv(thread, &here, 1, &there, 1, 0);
  return flags;
}

bool creates(pid_t thread, const CallShape& shape, const Arguments& given) {
  return shape.number == SYS_creat || (flags_of(thread, shape, given) & (O_CREAT | O_TRUNC)) != 0;
}

}  // namespace

const std::vector<CallShape>& call_shapes() {
  static const std::vector<CallShape> shapes = {
      {SYS_openat, "openat", Effect::opens, 0, 1},
      {SYS_openat2, "openat2", Effect::opens, 0, 1},
      {SYS_open, "open", Effect::opens, -1, 0},
      {SYS_creat, "creat", Effect::opens, -1, 0},
      {SYS_write, "write", Effect::writes, -1, -1, 0, 2},
      {SYS_pwrite64, "pwrite64", Effect::writes, -1, -1, 0, 2},
      {SYS_writev, "writev", Effect::writes, -1, -1},
      {SYS_pwritev, "pwritev", Effect::writes, -1, -1},
      {SYS_copy_file_range, "copy_file_range", Effect::writes, -1, -1, 2, 4},
      {SYS_sendfile, "sendfile", Effect::writes, -1, -1},
      {SYS_fallocate, "fallocate", Effect::writes, -1, -1},
      {SYS_fsync, "fsync", Effect::syncs, -1, -1},
      {SYS_fdatasync, "fdatasync", Effect::syncs, -1, -1},
      {SYS_syncfs, "syncfs", Effect::syncs, -1, -1},
      {SYS_rename, "rename", Effect::renames, -1, 1},
      {SYS_renameat, "renameat", Effect::renames, 2, 3},
      {SYS_renameat2, "renameat2", Effect::renames, 2, 3},
      {SYS_link, "link", Effect::links, -1, 1},
      {SYS_linkat, "linkat", Effect::links, 2, 3},
      {SYS_symlink, "symlink", Effect::links, -1, 1},
      {SYS_symlinkat, "symlinkat", Effect::links, 1, 2},
      {SYS_unlink, "unlink", Effect::removes, -1, 0},
      {SYS_unlinkat, "unlinkat", Effect::removes, 0, 1},
      {SYS_rmdir, "rmdir", Effect::removes, -1, 0},
      {SYS_mkdir, "mkdir", Effect::makes_folder, -1, 0},
      {SYS_mkdirat, "mkdirat", Effect::makes_folder, 0, 1},
      {SYS_ftruncate, "ftruncate", Effect::cuts, -1, -1},
      {SYS_truncate, "truncate", Effect::cuts, -1, 0},
      {SYS_utimensat, "utimensat", Effect::touches, 0, 1},
      {SYS_fchmod, "fchmod", Effect::touches, -1, -1},
      {SYS_chmod, "chmod", Effect::touches, -1, 0},
      {SYS_fchmodat, "fchmodat", Effect::touches, 0, 1},
      {SYS_close, "close", Effect::closes, -1, -1},
  };
  return shapes;
}

void set_length(user_regs_struct& registers, const CallShape& shape, std::uint64_t length) {
  if (shape.length == 2) registers.rdx = length;
  if (shape.length == 4) registers.r8 = length;
}

std::optional<Call> read_call(pid_t thread, const user_regs_struct& registers) {
  const auto number = static_cast<long>(registers.orig_rax);
  const auto& shapes = call_shapes();
  const auto shape = std::ranges::find(shapes, number, &CallShape::number);
  if (shape == shapes.end()) return std::nullopt;
  const auto given = arguments(registers);
  if (shape->effect == Effect::opens && !creates(thread, *shape, given)) return std::nullopt;

  Call call{.shape = &*shape, .path = {}};
  // futimens is utimensat without a path.
  const bool by_descriptor = shape->path < 0 || given[static_cast<std::size_t>(shape->path)] == 0;
  if (by_descriptor) {
    call.descriptor = static_cast<int>(given[static_cast<std::size_t>(shape->descriptor)]);
    call.path = folder_name(thread, call.descriptor);
  } else {
    call.path = named(thread, *shape, given);
  }
  if (shape->length >= 0) call.length = given[static_cast<std::size_t>(shape->length)];
  return call;
}

}  // namespace adder::testing
