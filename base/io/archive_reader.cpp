#include "base/io/archive_reader.h"

#include "base/core/text.h"
#include "base/io/archive_handle.h"
#include "base/io/file.h"

#include <archive.h>
#include <archive_entry.h>

#include <unistd.h>

#include <array>
#include <cerrno>
#include <set>
#include <utility>

namespace adder::io {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = std::size_t{64} << 10;

struct Compression {
  std::string_view mark;  // the first bytes of the file
  int filter = ARCHIVE_FILTER_NONE;
};

// What sdists have been packed with. lzma and lzip are not among them, and let a header ask for
// 4 GiB of memory.
constexpr std::array<Compression, 5> kCompressions = {{
    {"\x1f\x8b", ARCHIVE_FILTER_GZIP},
    {"BZh", ARCHIVE_FILTER_BZIP2},
    {std::string_view("\xfd"
                      "7zXZ\0",
                      6),
     ARCHIVE_FILTER_XZ},
    {"\x28\xb5\x2f\xfd", ARCHIVE_FILTER_ZSTD},
    {"\x1f\x9d", ARCHIVE_FILTER_COMPRESS},
}};

// One walk through one archive.
class Walker {
 public:
  Walker(const fs::path& path, const ArchiveLimits& limits)
      : path_(path), limits_(limits), input_(archive_read_new()) {}

  Result<void> open(const Fd& file);

  // The name of the next regular file; empty: the archive is at its end.
  Result<std::string> next();

  // The bytes of the file that next() named.
  Result<std::string> read();
  Result<void> skip();

 private:
  Result<int> choose_filter(const Fd& file) const;
  Result<void> add_filter(int filter);
  Result<bool> next_block(std::string_view& block, std::uint64_t& at);
  Result<void> check_unpacked() const;
  Error trouble() const;
  Error wrong(std::string_view what) const;

  const fs::path& path_;
  const ArchiveLimits& limits_;
  ArchiveInput input_;
  archive_entry* entry_ = nullptr;
  std::uint64_t members_ = 0;
};

Error Walker::wrong(std::string_view what) const {
  return {Error::Kind::corrupt,
          cat("'", printable(path_.native()), "' is not a sound archive: ", what)};
}

Error Walker::trouble() const {
  const auto* const words = archive_error_string(input_.get());
  return wrong(words == nullptr ? "nobody knows why" : printable(words));
}

// libarchive would try its filters again on what they unpack, layer below layer, and only the last
// layer can be counted. There is one layer, chosen here by the file's first bytes.
Result<int> Walker::choose_filter(const Fd& file) const {
  std::array<char, 8> begin{};
  const auto got = ::pread(*file, begin.data(), begin.size(), 0);
  if (got < 0) return disk_error("read", path_);
  const std::string_view bytes(begin.data(), static_cast<std::size_t>(got));
  for (const auto& [mark, filter] : kCompressions) {
    if (bytes.starts_with(mark)) return filter;
  }
  return ARCHIVE_FILTER_NONE;
}

// libarchive cannot be given the filter of old compress, which looks into the file when it is made:
// it may try that one, and only that one. Each of its codes unpacks to something, so nothing is
// unpacked at length before the layers are counted.
Result<void> Walker::add_filter(int filter) {
  if (filter == ARCHIVE_FILTER_NONE) return {};
  const auto outcome = filter == ARCHIVE_FILTER_COMPRESS
                           ? archive_read_support_filter_compress(input_.get())
                           : archive_read_append_filter(input_.get(), filter);
  if (outcome != ARCHIVE_OK) return trouble();
  return {};
}

Result<void> Walker::open(const Fd& file) {
  constexpr int one_layer = 2;  // it and the file itself
  TRY_ASSIGN(const auto filter, choose_filter(file));
  if (archive_read_support_format_tar(input_.get()) != ARCHIVE_OK) return trouble();
  TRY(add_filter(filter));
  if (archive_read_open_fd(input_.get(), *file, kPiece) != ARCHIVE_OK) return trouble();
  if (archive_filter_count(input_.get()) > one_layer) return wrong("it is packed more than once");
  return {};
}

Result<void> Walker::check_unpacked() const {
  const auto unpacked = archive_filter_bytes(input_.get(), 0);
  if (unpacked >= 0 && static_cast<std::uint64_t>(unpacked) <= limits_.most_unpacked) return {};
  return wrong(cat("it unpacks to more than ", limits_.most_unpacked, " bytes"));
}

Result<std::string> Walker::next() {
  while (true) {
    const auto outcome = archive_read_next_header(input_.get(), &entry_);
    if (outcome == ARCHIVE_EOF) return std::string();
    if (outcome < ARCHIVE_WARN) return trouble();
    TRY(check_unpacked());
    if (++members_ > limits_.most_members) {
      return wrong(cat("it has more than ", limits_.most_members, " members"));
    }
    // A name that this locale cannot show is none that anybody asks for.
    const auto* const name = archive_entry_pathname(entry_);
    const bool is_file =
        archive_entry_filetype(entry_) == AE_IFREG && archive_entry_hardlink(entry_) == nullptr;
    if (is_file && name != nullptr && *name != '\0') return std::string(name);
    TRY(skip());
  }
}

// False at the end of the member. `at` is the block's place in it: before it may be a hole.
Result<bool> Walker::next_block(std::string_view& block, std::uint64_t& at) {
  const void* bytes = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  const auto outcome = archive_read_data_block(input_.get(), &bytes, &size, &offset);
  if (outcome == ARCHIVE_EOF) return false;
  if (outcome < ARCHIVE_WARN || offset < 0) return trouble();
  TRY(check_unpacked());
  block = {static_cast<const char*>(bytes), size};
  at = static_cast<std::uint64_t>(offset);
  return true;
}

Result<std::string> Walker::read() {
  std::string out;
  std::string_view block;
  std::uint64_t at = 0;
  while (true) {
    TRY_ASSIGN(const auto is_there, next_block(block, at));
    if (!is_there) return out;
    if (at > limits_.most_each || block.size() > limits_.most_each - at) {
      return wrong(cat("a member of more than ", limits_.most_each, " bytes"));
    }
    out.resize(at);
    out += block;
  }
}

// Unlike libarchive's own skipping this counts what it unpacks.
Result<void> Walker::skip() {
  std::string_view block;
  std::uint64_t at = 0;
  while (true) {
    TRY_ASSIGN(const auto is_there, next_block(block, at));
    if (!is_there) return {};
  }
}

}  // namespace

Result<void> read_archive(
    const fs::path& path, const ArchiveLimits& limits,
    const std::function<bool(std::string_view name)>& want,
    const std::function<Walk(std::string_view name, std::string bytes)>& take) {
  TRY_ASSIGN(const auto file, open_for_reading(path));
  Walker walker(path, limits);
  TRY(walker.open(file));
  std::set<std::string> taken;
  while (true) {
    TRY_ASSIGN(const auto name, walker.next());
    if (name.empty()) return {};
    if (!want(name)) {
      TRY(walker.skip());
      continue;
    }
    if (!taken.insert(name).second) {
      return Error(Error::Kind::corrupt, cat("'", printable(path.native()), "': member '",
                                             printable(name), "' stands twice"));
    }
    TRY_ASSIGN(auto bytes, walker.read());
    if (take(name, std::move(bytes)) == Walk::stop) return {};
  }
}

}  // namespace adder::io
