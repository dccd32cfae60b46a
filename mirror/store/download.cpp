#include "mirror/store/download.h"

#include "base/core/text.h"
#include "base/io/file.h"

#include <fcntl.h>
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

}  // namespace

Download::Download(Artifact artifact, std::filesystem::path incoming)
    : artifact_(std::move(artifact)), hasher_(kinds_for(artifact_)) {
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
  file_ = io::Fd(::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0444));
  // A leftover of an earlier run cannot be opened for writing unless one is root.
  if (!file_ && errno == EACCES) {
    TRY(io::remove_file(path_));
    file_ = io::Fd(::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0444));
  }
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
  disk_trouble_ = error;
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
    return Error(Error::Kind::corrupt, cat(artifact_.item, ": longer than promised"));
  }
  hasher_.add(bytes);
  if (auto written = io::write_all(*file_, bytes, path_); !written) {
    return trouble(std::move(written).error());
  }
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

Held Download::refuse(HeldReason reason, std::string expected, std::string received,
                      const std::string& url) const {
  return {.section = artifact_.section,
          .item = artifact_.item,
          .reason = reason,
          .expected = std::move(expected),
          .received = std::move(received),
          .url = url,
          .detail = {}};
}

std::optional<Held> Download::compare(const io::Digests& found, const std::string& url) const {
  if (artifact_.size && received_ != *artifact_.size) {
    return refuse(HeldReason::size, cat(*artifact_.size, " bytes"), cat(received_, " bytes"), url);
  }
  if (artifact_.sha256 && found.sha256 != *artifact_.sha256) {
    return refuse(HeldReason::sha256, "sha256 " + artifact_.sha256->hex(),
                  "sha256 " + found.sha256.hex(), url);
  }
  if (artifact_.blake2b && found.blake2b != *artifact_.blake2b) {
    return refuse(HeldReason::sha256, "blake2b " + artifact_.blake2b->hex(),
                  "blake2b " + found.blake2b.hex(), url);
  }
  if (artifact_.md5 && found.md5 != artifact_.md5) {
    return refuse(HeldReason::sha256, "md5 " + artifact_.md5->hex(), "md5 " + found.md5->hex(),
                  url);
  }
  return std::nullopt;
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
  if (auto refusal = compare(digests, url)) {
    drop();
    return *std::move(refusal);
  }
  const auto size = received_;
  if (auto closed = io::close_file(std::move(file_), path_); !closed) {
    disk_trouble_ = std::move(closed).error();
  }
  if (!etag_.empty() && size >= kWorthResuming) ::unlink(etag_path_.c_str());
  return Blob{.sha256 = digests.sha256, .blake2b = digests.blake2b, .size = size};
}

}  // namespace adder::mirror
