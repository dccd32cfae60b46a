#include "base/io/atomic_file.h"

#include "base/core/text.h"
#include "base/io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <utility>

namespace adder::io {

namespace fs = std::filesystem;

namespace {

// A rename lives in its directory: until that is on disk, a power cut can undo it.
Result<void> sync_directory(const fs::path& directory) {
  const fs::path here = directory.empty() ? "." : directory;
  const Fd fd(::open(here.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd || ::fsync(*fd) != 0) return disk_error("sync", here);
  return {};
}

}  // namespace

Result<AtomicFile> AtomicFile::create(fs::path target) {
  std::string draft = target.parent_path() / cat(".", target.filename().native(), ".XXXXXX");
  Fd fd(::mkostemp(draft.data(), O_CLOEXEC));
  if (!fd) return disk_error("create", draft);
  return AtomicFile(std::move(target), std::move(draft), std::move(fd));
}

AtomicFile::AtomicFile(fs::path target, fs::path draft, Fd fd)
    : target_(std::move(target)), draft_(std::move(draft)), fd_(std::move(fd)) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : target_(std::move(other.target_)),
      draft_(std::exchange(other.draft_, {})),
      fd_(std::move(other.fd_)) {}

AtomicFile::~AtomicFile() {
  if (!draft_.empty()) ::unlink(draft_.c_str());
}

Result<void> AtomicFile::write(std::span<const std::byte> bytes) {
  return write_all(*fd_, bytes, draft_);
}

Result<void> AtomicFile::commit(Mode mode) && {
  if (::fchmod(*fd_, mode == Mode::secret ? 0600 : 0644) != 0) return disk_error("chmod", draft_);
  if (::fsync(*fd_) != 0) return disk_error("sync", draft_);
  TRY(close_file(std::move(fd_), draft_));
  TRY(rename_file(draft_, target_));
  draft_.clear();
  return sync_directory(target_.parent_path());
}

Result<void> replace_file(const fs::path& target, std::string_view text, AtomicFile::Mode mode) {
  TRY_ASSIGN(auto file, AtomicFile::create(target));
  TRY(file.write(bytes_of(text)));
  return std::move(file).commit(mode);
}

}  // namespace adder::io
