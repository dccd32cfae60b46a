#include "mirror/store/pages.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/gzip.h"
#include "base/io/hasher.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <utility>

namespace adder::mirror {

namespace {

// Where a page is written before it gets its name.
std::string draft_of(const std::string& path) {
  const auto name = path.rfind('/') + 1;
  return cat(path.substr(0, name), '.', path.substr(name));
}

Result<io::Fd> create_draft(const Store& store, const std::string& draft) {
  auto fd = store.published().create(draft);
  if (fd) return fd;
  // A run that was cut off may have left one there.
  TRY(store.published().remove(draft));
  return store.published().create(draft);
}

Result<void> write_published(const Store& store, const std::string& path, std::string_view bytes,
                             std::int64_t mtime) {
  const auto draft = draft_of(path);
  TRY_ASSIGN(auto fd, create_draft(store, draft));
  TRY(io::write_all(*fd, io::bytes_of(bytes), draft));
  const std::array<timespec, 2> times = {timespec{.tv_sec = mtime, .tv_nsec = 0},
                                         timespec{.tv_sec = mtime, .tv_nsec = 0}};
  if (::futimens(*fd, times.data()) != 0) return io::disk_error("set the time of", draft);
  TRY(io::close_file(std::move(fd), draft));
  return io::rename_file(store.paths().published() / draft, store.paths().published() / path);
}

}  // namespace

Result<Sha256> keep_page(const Store& store, std::string_view bytes) {
  const auto sum = io::sha256_of(bytes);
  const auto path = store.paths().page(sum);
  TRY(io::make_folders(path.parent_path()));
  const auto draft = store.paths().incoming() / "page";
  io::Fd fd(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0444));
  if (!fd) return io::disk_error("create", draft);
  TRY(io::write_all(*fd, io::bytes_of(bytes), draft));
  TRY(io::close_file(std::move(fd), draft));
  TRY(io::rename_file(draft, path));
  return sum;
}

Result<void> show_page(const Store& store, const std::string& path, std::string_view bytes,
                       std::int64_t mtime) {
  TRY(write_published(store, path, bytes, mtime));
  return write_published(store, path + ".gz", io::gzip(bytes), mtime);
}

Result<std::string> read_shown_page(const std::filesystem::path& path, PageShape shape) {
  if (shape == PageShape::plain) return io::read_file(path, kLongestPage);
  TRY_ASSIGN(const auto packed, io::read_file(path.native() + ".gz", kLongestPage));
  return io::gunzip(packed, kLongestPage);
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
