#include "base/io/archive_stream.h"

#include "base/core/text.h"
#include "base/io/archive_handle.h"
#include "base/io/file.h"

#include <archive.h>
#include <archive_entry.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace adder::io {

namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;

struct Compression {
  std::string_view mark;  // the first bytes of the file
  int filter = ARCHIVE_FILTER_NONE;
};

// What sdists and conda packages have been packed with. lzma and lzip are not among them, and let a
// header ask for 4 GiB of memory.
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

bool is_allowed(int filter, Packing packing) {
  if (packing == Packing::bzip2) return filter == ARCHIVE_FILTER_BZIP2;
  if (packing == Packing::zstd) return filter == ARCHIVE_FILTER_ZSTD;
  return true;
}

ArchiveStream::Kind kind_of(archive_entry* entry) {
  using Kind = ArchiveStream::Kind;
  if (archive_entry_hardlink(entry) != nullptr || archive_entry_hardlink_utf8(entry) != nullptr) {
    return Kind::hard_link;
  }
  const auto type = archive_entry_filetype(entry);
  if (type == AE_IFREG) return Kind::file;
  if (type == AE_IFLNK) return Kind::soft_link;
  return type == AE_IFDIR ? Kind::folder : Kind::other;
}

// A tar of our days says that a name is UTF-8, which the locale of a server may not know how to
// show: then it is there as UTF-8 only.
std::string either(const char* in_locale, const char* in_utf8) {
  if (in_locale != nullptr) return in_locale;
  return in_utf8 == nullptr ? "" : in_utf8;
}

ArchiveStream::Member member_of(archive_entry* entry) {
  using Kind = ArchiveStream::Kind;
  ArchiveStream::Member member{
      .name = either(archive_entry_pathname(entry), archive_entry_pathname_utf8(entry)),
      .kind = kind_of(entry)};
  if (member.kind == Kind::hard_link) {
    member.link = either(archive_entry_hardlink(entry), archive_entry_hardlink_utf8(entry));
  } else if (member.kind == Kind::soft_link) {
    member.link = either(archive_entry_symlink(entry), archive_entry_symlink_utf8(entry));
  }
  return member;
}

}  // namespace

struct ArchiveStream::State {
  State(ArchivePlace where, const ArchiveLimits& most)
      : place(std::move(where)), limits(most), at(place.at), left(place.size) {}

  Result<void> open(Packing packing);
  Result<bool> next_block(std::string_view& block, std::uint64_t& block_at);
  Result<void> skip();
  Result<void> check_unpacked() const;
  Error trouble() const;
  Error wrong(std::string_view what) const;

  const ArchivePlace place;
  const ArchiveLimits limits;
  Fd file;
  std::uint64_t at = 0;  // what libarchive reads next
  std::uint64_t left = 0;
  std::array<char, kPiece> bytes;
  ArchiveInput input{archive_read_new()};
  archive_entry* entry = nullptr;  // null: none, or it was read to its end
  std::uint64_t taken = 0;         // bytes of the member
  std::uint64_t members = 0;

 private:
  Result<int> choose_filter(Packing packing) const;
  Result<void> add_filter(int filter);
  static la_ssize_t read_some(archive* input, void* state, const void** out);
};

Error ArchiveStream::State::wrong(std::string_view what) const {
  return {Error::Kind::corrupt,
          cat("'", printable(place.path.native()), "' is not a sound archive: ", what)};
}

Error ArchiveStream::State::trouble() const {
  const auto* const words = archive_error_string(input.get());
  return wrong(words == nullptr ? "nobody knows why" : printable(words));
}

// libarchive would try its filters again on what they unpack, layer below layer, and only the last
// layer can be counted. There is one layer, chosen here by the first bytes.
Result<int> ArchiveStream::State::choose_filter(Packing packing) const {
  std::array<char, 8> begin{};
  const auto most = std::min<std::uint64_t>(begin.size(), place.size);
  const auto got = ::pread(*file, begin.data(), most, static_cast<off_t>(place.at));
  if (got < 0) return disk_error("read", place.path);
  const std::string_view mark(begin.data(), static_cast<std::size_t>(got));
  int filter = ARCHIVE_FILTER_NONE;
  for (const auto& compression : kCompressions) {
    if (mark.starts_with(compression.mark)) filter = compression.filter;
  }
  if (is_allowed(filter, packing)) return filter;
  return wrong(packing == Packing::zstd ? "it is not packed with zstd"
                                        : "it is not packed with bzip2");
}

// libarchive cannot be given the filter of old compress, which looks into the file when it is made:
// it may try that one, and only that one. Each of its codes unpacks to something, so nothing is
// unpacked at length before the layers are counted.
Result<void> ArchiveStream::State::add_filter(int filter) {
  if (filter == ARCHIVE_FILTER_NONE) return {};
  const auto outcome = filter == ARCHIVE_FILTER_COMPRESS
                           ? archive_read_support_filter_compress(input.get())
                           : archive_read_append_filter(input.get(), filter);
  if (outcome != ARCHIVE_OK) return trouble();
  return {};
}

la_ssize_t ArchiveStream::State::read_some(archive* input, void* state, const void** out) {
  auto& self = *static_cast<State*>(state);
  const auto most = std::min<std::uint64_t>(self.bytes.size(), self.left);
  ssize_t got = -1;
  do {
    got = ::pread(*self.file, self.bytes.data(), most, static_cast<off_t>(self.at));
  } while (got < 0 && errno == EINTR);
  if (got < 0) {
    archive_set_error(input, errno, "cannot be read");
    return -1;
  }
  self.at += static_cast<std::uint64_t>(got);
  self.left -= static_cast<std::uint64_t>(got);
  *out = self.bytes.data();
  return got;
}

Result<void> ArchiveStream::State::open(Packing packing) {
  constexpr int one_layer = 2;  // it and the file itself
  TRY_ASSIGN(file, open_for_reading(place.path));
  TRY_ASSIGN(const auto filter, choose_filter(packing));
  if (archive_read_support_format_tar(input.get()) != ARCHIVE_OK) return trouble();
  TRY(add_filter(filter));
  if (archive_read_open2(input.get(), this, nullptr, read_some, nullptr, nullptr) != ARCHIVE_OK) {
    return trouble();
  }
  if (archive_filter_count(input.get()) > one_layer) return wrong("it is packed more than once");
  return {};
}

Result<void> ArchiveStream::State::check_unpacked() const {
  const auto unpacked = archive_filter_bytes(input.get(), 0);
  if (unpacked >= 0 && static_cast<std::uint64_t>(unpacked) <= limits.most_unpacked) return {};
  return wrong(cat("it unpacks to more than ", limits.most_unpacked, " bytes"));
}

// False at the end of the member. `block_at` is the block's place in it: before it may be a hole.
Result<bool> ArchiveStream::State::next_block(std::string_view& block, std::uint64_t& block_at) {
  if (entry == nullptr) return false;
  const void* data = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  const auto outcome = archive_read_data_block(input.get(), &data, &size, &offset);
  if (outcome == ARCHIVE_EOF) {
    entry = nullptr;
    return false;
  }
  if (outcome < ARCHIVE_WARN || offset < 0) return trouble();
  TRY(check_unpacked());
  block = {static_cast<const char*>(data), size};
  block_at = static_cast<std::uint64_t>(offset);
  return true;
}

// Unlike libarchive's own skipping this counts what it unpacks.
Result<void> ArchiveStream::State::skip() {
  std::string_view block;
  std::uint64_t block_at = 0;
  while (true) {
    TRY_ASSIGN(const auto is_there, next_block(block, block_at));
    if (!is_there) return {};
  }
}

ArchiveStream::ArchiveStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveStream::ArchiveStream(ArchiveStream&&) noexcept = default;
ArchiveStream& ArchiveStream::operator=(ArchiveStream&&) noexcept = default;
ArchiveStream::~ArchiveStream() = default;

Result<ArchiveStream> ArchiveStream::open(ArchivePlace place, const ArchiveLimits& limits,
                                          Packing packing) {
  auto state = std::make_unique<State>(std::move(place), limits);
  TRY(state->open(packing));
  return ArchiveStream(std::move(state));
}

Result<std::optional<ArchiveStream::Member>> ArchiveStream::next() {
  auto& state = *state_;
  TRY(state.skip());
  archive_entry* entry = nullptr;
  const auto outcome = archive_read_next_header(state.input.get(), &entry);
  if (outcome == ARCHIVE_EOF) return std::optional<Member>();
  if (outcome < ARCHIVE_WARN) return state.trouble();
  state.entry = entry;
  state.taken = 0;
  TRY(state.check_unpacked());
  if (++state.members > state.limits.most_members) {
    return state.wrong(cat("it has more than ", state.limits.most_members, " members"));
  }
  return std::optional(member_of(entry));
}

Result<std::string_view> ArchiveStream::piece() {
  auto& state = *state_;
  std::string_view block;
  std::uint64_t at = 0;
  while (true) {
    TRY_ASSIGN(const auto is_there, state.next_block(block, at));
    if (!is_there) return std::string_view();
    if (at != state.taken) return state.wrong("a member with holes");
    state.taken += block.size();
    if (!block.empty()) return block;
  }
}

Result<std::string> ArchiveStream::read() {
  auto& state = *state_;
  std::string out;
  std::string_view block;
  std::uint64_t at = 0;
  while (true) {
    TRY_ASSIGN(const auto is_there, state.next_block(block, at));
    if (!is_there) return out;
    if (at > state.limits.most_each || block.size() > state.limits.most_each - at) {
      return state.wrong(cat("a member of more than ", state.limits.most_each, " bytes"));
    }
    out.resize(at);
    out += block;
  }
}

}  // namespace adder::io
