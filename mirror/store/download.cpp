#include "mirror/store/download.h"

#include "base/core/text.h"
#include "base/io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace adder::mirror {

namespace {

// Below this a new start costs less than remembering how far we came.
constexpr std::uint64_t kWorthResuming = std::uint64_t{1} << 20;
constexpr std::uint64_t kPush = std::uint64_t{8} << 20;

// By what it shall become where we know that, else by where it comes from.
std::string draft_name(const Artifact& artifact) {
  if (artifact.sha256) return artifact.sha256->hex();
  return io::sha256_of(artifact.urls.front()).hex();
}

io::Hasher::Kinds kinds_for(const Artifact& artifact) {
  return artifact.md5 ? io::Hasher::Kinds::md5_too : io::Hasher::Kinds::sha256_and_blake2b;
}

template <class Digest>
std::string named(std::string_view kind, const Digest& digest) {
  return cat(kind, ' ', digest.hex());
}

}  // namespace

std::optional<Held> broken_promise(const Artifact& artifact, const io::Digests& found,
                                   std::uint64_t size, const std::string& url) {
  Held held{.section = artifact.section, .item = artifact.item, .url = url};
  if (artifact.size && size != *artifact.size) {
    held.reason = HeldReason::size;
    held.expected = cat(*artifact.size, " bytes");
    held.received = cat(size, " bytes");
    return held;
  }
  held.reason = HeldReason::sha256;
  if (artifact.sha256 && found.sha256 != *artifact.sha256) {
    held.expected = named("sha256", *artifact.sha256);
    held.received = named("sha256", found.sha256);
    return held;
  }
  if (artifact.blake2b && found.blake2b != *artifact.blake2b) {
    held.expected = named("blake2b", *artifact.blake2b);
    held.received = named("blake2b", found.blake2b);
    return held;
  }
  if (artifact.md5 && found.md5 && *found.md5 != *artifact.md5) {
    held.expected = named("md5", *artifact.md5);
    held.received = named("md5", *found.md5);
    return held;
  }
  return std::nullopt;
}

Download::Download(Artifact artifact, const Carrier& carrier)
    : artifact_(std::move(artifact)),
      allowance_(&carrier.allowance),
      report_(&carrier.report),
      hasher_(kinds_for(artifact_)) {
  const auto incoming = carrier.store.paths().incoming();
  const auto name = draft_name(artifact_);
  path_ = incoming / (name + ".part");
  etag_path_ = incoming / (name + ".etag");
}

net::Receiver::Part Download::held() {
  if (!looked_for_part_) {
    looked_for_part_ = true;
    // A part that cannot be used is no trouble: the whole file is fetched.
    if (!take_up()) drop();
  }
  if (received_ < kWorthResuming || etag_.empty()) return {};
  return {.bytes = received_, .etag = etag_};
}

// Goes on with what an earlier run left.
Result<void> Download::take_up() {
  if (artifact_.size.value_or(kWorthResuming) < kWorthResuming) return {};
  TRY_ASSIGN(etag_, io::read_file(etag_path_, 4096));
  io::Fd file(::open(path_.c_str(), O_RDWR | O_CLOEXEC));
  if (!file) return io::disk_error("open", path_);
  std::vector<std::byte> piece(std::size_t{256} << 10);
  while (true) {
    TRY_ASSIGN(const auto got, io::read_some(*file, piece, path_));
    if (got == 0) break;
    hasher_.add(std::span(piece).first(got));
    received_ += got;
  }
  if (received_ >= artifact_.size.value_or(artifact_.most)) {
    return Error(Error::Kind::corrupt, "the part is as long as the whole");
  }
  file_ = std::move(file);
  pushed_ = received_;
  return {};
}

Result<void> Download::start_over() {
  hasher_ = io::Hasher(kinds_for(artifact_));
  received_ = 0;
  pushed_ = 0;
  too_long_ = false;
  if (file_) {
    if (::ftruncate(*file_, 0) != 0) return io::disk_error("shorten", path_);
    if (::lseek(*file_, 0, SEEK_SET) != 0) return io::disk_error("use", path_);
    return {};
  }
  // A finished file that was never named may lie there, closed to writers: it gives way.
  TRY(io::remove_file(path_));
  file_ = io::Fd(::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!file_) return io::disk_error("create", path_);
  return {};
}

Result<void> Download::remember(const std::string& etag) const {
  io::Fd file(::open(etag_path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!file) return io::disk_error("create", etag_path_);
  TRY(io::write_all(*file, io::bytes_of(etag), etag_path_));
  return io::close_file(std::move(file), etag_path_);
}

Result<void> Download::trouble(Error error) {
  trouble_here_ = error;
  return error;
}

Result<void> Download::begin(const net::Head& head, std::uint64_t offset) {
  looked_for_part_ = true;
  if (offset > 0 && offset == received_) return {};
  if (auto started = start_over(); !started) return trouble(std::move(started).error());
  etag_ = head.etag;
  const auto size = artifact_.size.value_or(head.total_size.value_or(0));
  if (size < kWorthResuming || etag_.empty()) return {};
  if (auto noted = remember(etag_); !noted) return trouble(std::move(noted).error());
  return {};
}

Result<void> Download::write(std::span<const std::byte> bytes) {
  received_ += bytes.size();
  if (received_ > artifact_.size.value_or(artifact_.most)) {
    too_long_ = true;
    drop();  // not a part of anything: the next try begins anew
    return Error(Error::Kind::corrupt, cat(artifact_.item, ": longer than promised"));
  }
  if (auto allowed = allowance_->receive(artifact_, bytes.size()); !allowed) {
    return trouble(std::move(allowed).error());
  }
  hasher_.add(bytes);
  if (auto written = io::write_all(*file_, bytes, path_); !written) {
    return trouble(std::move(written).error());
  }
  report_->received(bytes.size());
  push_to_disk();
  return {};
}

// The disk begins with a big file while the network still brings it: the sync at the end finds
// little left to do.
void Download::push_to_disk() {
  if (received_ - pushed_ < kPush) return;
  const auto begin = static_cast<off64_t>(pushed_);
  ::sync_file_range(*file_, begin, static_cast<off64_t>(received_ - pushed_),
                    SYNC_FILE_RANGE_WRITE);
  pushed_ = received_;
}

void Download::drop() {
  file_ = io::Fd();
  received_ = 0;
  etag_.clear();
  hasher_ = io::Hasher(kinds_for(artifact_));
  ::unlink(path_.c_str());
  ::unlink(etag_path_.c_str());
}

std::variant<Blob, Held> Download::finish(const std::string& url) {
  const auto digests = std::move(hasher_).finish();
  if (auto held = broken_promise(artifact_, digests, received_, url)) {
    drop();
    return *std::move(held);
  }
  const auto size = received_;
  if (::fchmod(*file_, 0444) != 0) trouble_here_ = io::disk_error("chmod", path_);
  if (auto closed = io::close_file(std::move(file_), path_); !closed) {
    trouble_here_ = std::move(closed).error();
  }
  if (!etag_.empty() && size >= kWorthResuming) ::unlink(etag_path_.c_str());
  return Blob{.sha256 = digests.sha256, .blake2b = digests.blake2b, .size = size};
}

}  // namespace adder::mirror
