#include "mirror/store/pages.h"

#include "base/core/text.h"
#include "base/io/copy.h"
#include "base/io/file.h"
#include "base/io/gzip.h"
#include "base/io/hasher.h"
#include "mirror/store/unit.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

// On an index of 214 MB level 6 takes 3.0 s for 53 MB, level 3 takes 1.4 s for 59 MB, and level 1
// takes 1.2 s for 65 MB.
constexpr std::uint64_t kLong = std::uint64_t{32} << 20;
constexpr int kLevelOfLong = 3;

int twin_level(std::uint64_t size) {
  return size > kLong ? kLevelOfLong : io::kGzipLevel;
}

// Where a page is written before it gets its name.
std::string draft_of(const std::string& path) {
  const auto name = path.rfind('/') + 1;
  return cat(path.substr(0, name), '.', path.substr(name));
}

class FileSink final : public io::Sink {
 public:
  FileSink(int fd, const fs::path& shown) : fd_(fd), shown_(shown) {}
  Result<void> write(std::span<const std::byte> bytes) override {
    return io::write_all(fd_, bytes, shown_);
  }

 private:
  int fd_;
  const fs::path& shown_;
};

class HashingSink final : public io::Sink {
 public:
  Result<void> write(std::span<const std::byte> bytes) override {
    hasher_.add(bytes);
    return {};
  }
  Sha256 finish() && { return std::move(hasher_).finish(); }

 private:
  io::Sha256Hasher hasher_;
};

Result<io::Fd> create_published(const Store& store, const std::string& draft) {
  auto fd = store.published().create(draft);
  if (fd) return fd;
  // A run that was cut off may have left one there.
  TRY(store.published().remove(draft));
  return store.published().create(draft);
}

using Fill = std::function<Result<void>(int fd, const fs::path& shown)>;

Result<void> write_published(const Store& store, const std::string& path, std::int64_t mtime,
                             const Fill& fill) {
  const auto draft = draft_of(path);
  TRY_ASSIGN(auto fd, create_published(store, draft));
  TRY(fill(*fd, draft));
  const std::array<timespec, 2> times = {timespec{.tv_sec = mtime, .tv_nsec = 0},
                                         timespec{.tv_sec = mtime, .tv_nsec = 0}};
  if (::futimens(*fd, times.data()) != 0) return io::disk_error("set the time of", draft);
  TRY(io::close_file(std::move(fd), draft));
  return io::rename_file(store.paths().published() / draft, store.paths().published() / path);
}

Result<void> write_published(const Store& store, const std::string& path, std::string_view bytes,
                             std::int64_t mtime) {
  return write_published(store, path, mtime, [&](int fd, const fs::path& shown) {
    return io::write_all(fd, io::bytes_of(bytes), shown);
  });
}

Result<void> write_twin(const fs::path& page, int fd, const fs::path& shown) {
  std::error_code failed;
  const auto size = fs::file_size(page, failed);
  FileSink file(fd, shown);
  io::GzipWriter packed(file, twin_level(failed ? 0 : size));
  TRY(io::pour(page, packed));
  return std::move(packed).finish();
}

// A page on its way into store/pages.
Result<void> write_kept(const Store& store, const Sha256& sum, const Fill& fill) {
  const auto draft = store.paths().incoming() / "page";
  io::Fd fd(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0444));
  if (!fd) return io::disk_error("create", draft);
  TRY(fill(*fd, draft));
  TRY(io::close_file(std::move(fd), draft));
  return keep_page_file(store, draft, sum);
}

}  // namespace

Result<Sha256> keep_page(const Store& store, std::string_view bytes) {
  const auto sum = io::sha256_of(bytes);
  TRY(write_kept(store, sum, [&](int fd, const fs::path& shown) {
    return io::write_all(fd, io::bytes_of(bytes), shown);
  }));
  return sum;
}

Result<void> keep_page_file(const Store& store, const fs::path& draft, const Sha256& sum) {
  const auto path = store.paths().page(sum);
  TRY(io::make_folders(path.parent_path()));
  if (::chmod(draft.c_str(), 0444) != 0) return io::disk_error("protect", draft);
  return io::rename_file(draft, path);
}

Result<void> show_page(const Store& store, const std::string& path, std::string_view bytes,
                       std::int64_t mtime) {
  TRY(write_published(store, path, bytes, mtime));
  if (!has_twin(path)) return {};
  return write_published(store, path + ".gz", io::gzip(bytes, twin_level(bytes.size())), mtime);
}

Result<void> show_page_file(const Store& store, const std::string& path, const fs::path& page,
                            std::int64_t mtime) {
  TRY_ASSIGN(const auto from, io::open_for_reading(page));
  TRY(write_published(store, path, mtime, [&](int fd, const fs::path& shown) {
    return io::copy_bytes(*from, fd, shown);
  }));
  if (!has_twin(path)) return {};
  return write_published(store, path + ".gz", mtime, [&](int fd, const fs::path& shown) {
    return write_twin(page, fd, shown);
  });
}

Result<void> read_shown_page(const fs::path& path, PageShape shape, io::Sink& to) {
  if (shape == PageShape::plain) return io::pour(path, to);
  io::GunzipWriter text(to);
  TRY(io::pour(path.native() + ".gz", text));
  return std::move(text).finish();
}

Result<Sha256> sum_of_shown_page(const fs::path& path, PageShape shape) {
  HashingSink sum;
  TRY(read_shown_page(path, shape, sum));
  return std::move(sum).finish();
}

Result<void> keep_shown_page(const Store& store, const fs::path& path, PageShape shape,
                             const Sha256& sum) {
  return write_kept(store, sum, [&](int fd, const fs::path& shown) {
    FileSink file(fd, shown);
    return read_shown_page(path, shape, file);
  });
}

Result<std::int64_t> next_mtime(const Store& store, std::string_view unit) {
  TRY_ASSIGN(auto last, store.ledger().prepare("SELECT mtime FROM last_mtime WHERE path = ?1"));
  TRY_ASSIGN(const auto known, last.bind(1, unit).step());
  const std::int64_t now = store.now().time_since_epoch().count();
  const auto mtime = known ? std::max(now, last.number(0) + 1) : now;
  TRY_ASSIGN(auto row, store.ledger().prepare("INSERT OR REPLACE INTO last_mtime VALUES (?1, ?2)"));
  TRY(row.bind(1, unit).bind(2, mtime).run());
  return mtime;
}

}  // namespace adder::mirror
