#include "mirror/store/copy_in.h"

#include "base/core/text.h"
#include "base/io/durable_batch.h"
#include "base/io/file.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

#include <span>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;

Result<io::Fd> create_draft(const fs::path& draft) {
  // A leftover cannot be opened for writing unless one is root.
  TRY(io::remove_file(draft));
  io::Fd fd(::open(draft.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0444));
  if (!fd) return io::disk_error("create", draft);
  return fd;
}

// Reads `from` to its end; writes what it reads to `to`, unless that has it already.
enum class Write { no, yes };
Result<Blob> hash(int from, int to, Write write, const fs::path& shown) {
  io::Hasher hasher;
  Blob blob;
  std::vector<std::byte> piece(kPiece);
  while (true) {
    const auto got = io::read_some(from, piece, shown);
    if (!got) return Error(Error::Kind::corrupt, got.error().words());
    if (*got == 0) break;
    const auto bytes = std::span(piece).first(*got);
    hasher.add(bytes);
    blob.size += *got;
    if (write == Write::yes) TRY(io::write_all(to, bytes, shown));
  }
  const auto digests = std::move(hasher).finish();
  blob.sha256 = digests.sha256;
  blob.blake2b = digests.blake2b;
  return blob;
}

}  // namespace

Result<Settler::Arrival> copy_in(const Store& store, const io::Fd& file, const fs::path& shown) {
  const auto draft = store.paths().incoming() / cat(io::sha256_of(shown.native()).hex(), ".copy");
  TRY_ASSIGN(auto copy, create_draft(draft));
  const bool shared = ::ioctl(*copy, FICLONE, *file) == 0;
  TRY_ASSIGN(const auto blob,
             shared ? hash(*copy, *copy, Write::no, draft) : hash(*file, *copy, Write::yes, shown));
  TRY(io::close_file(std::move(copy), draft));
  return Settler::Arrival{.blob = blob, .draft = draft};
}

Result<Settler::Arrival> write_in(const Store& store, std::string_view bytes) {
  const auto digests = io::digests_of(bytes);
  const auto draft = store.paths().incoming() / cat(digests.sha256.hex(), ".copy");
  TRY_ASSIGN(auto file, create_draft(draft));
  TRY(io::write_all(*file, io::bytes_of(bytes), draft));
  TRY(io::close_file(std::move(file), draft));
  const Blob blob{.sha256 = digests.sha256, .blake2b = digests.blake2b, .size = bytes.size()};
  return Settler::Arrival{.blob = blob, .draft = draft};
}

Result<void> settle(const Store& store, const Settler::Arrival& arrival) {
  const auto name = store.paths().blob(arrival.blob.sha256);
  TRY(io::make_folders(name.parent_path()));
  io::DurableBatch batch(store.paths().incoming());
  batch.add(arrival.draft, name);
  TRY(batch.settle());
  return enter_blobs(store, std::span(&arrival.blob, 1));
}

Result<Blob> take_in_copy(const Store& store, const fs::path& file) {
  TRY_ASSIGN(const auto fd, io::open_for_reading(file));
  TRY_ASSIGN(const auto arrival, copy_in(store, fd, file));
  TRY(settle(store, arrival));
  return arrival.blob;
}

}  // namespace adder::mirror
