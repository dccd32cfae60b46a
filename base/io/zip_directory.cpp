#include "base/io/zip_directory.h"

#include "base/core/text.h"
#include "base/io/file.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <unordered_set>

namespace adder::io {

namespace {

constexpr std::uint64_t kLongestComment = 0xffff;
constexpr std::uint64_t kLongestDirectory = std::uint64_t{256} << 20;

// What the end record promises, and where it stands.
struct End {
  std::uint64_t at = 0;
  std::uint64_t entries = 0;
  std::uint64_t directory_size = 0;
  std::uint64_t directory_at = 0;
};

// A field of the old end record says what the zip64 one says, or that it cannot.
bool agrees(std::uint64_t old, std::uint64_t elsewhere, std::uint64_t real) {
  return old == elsewhere || old == real;
}

Result<End> read_zip64_end(const ZipBytes& file, const End& end, std::uint64_t at) {
  TRY_ASSIGN(const auto bytes, file.read(at, kZip64EndSize));
  ZipFields fields(bytes);
  // Its own length leaves no room for fields that nobody knows.
  if (fields.u32() != kZip64End || fields.u64() != kZip64EndSize - 12) {
    return file.wrong("its zip64 record is not where it should be");
  }
  fields.text(4);  // versions
  const auto disks = fields.u32() | fields.u32();
  const auto entries_here = fields.u64();
  End real{.at = at,
           .entries = fields.u64(),
           .directory_size = fields.u64(),
           .directory_at = fields.u64()};
  if (disks != 0 || entries_here != real.entries) return file.wrong("it has several parts");
  if (!agrees(end.entries, kZipElsewhere16, real.entries) ||
      !agrees(end.directory_size, kZipElsewhere, real.directory_size) ||
      !agrees(end.directory_at, kZipElsewhere, real.directory_at)) {
    return file.wrong("its two end records disagree");
  }
  return real;
}

// Files that need it have a zip64 record and then its locator in front of the end record.
Result<End> with_zip64(const ZipBytes& file, const End& end) {
  if (end.at < kZip64LocatorSize + kZip64EndSize) return end;
  TRY_ASSIGN(const auto bytes, file.read(end.at - kZip64LocatorSize, kZip64LocatorSize));
  ZipFields locator(bytes);
  if (locator.u32() != kZip64Locator) return end;
  const auto disk = locator.u32();
  const auto at = locator.u64();
  if (disk != 0 || at != end.at - kZip64LocatorSize - kZip64EndSize) {
    return file.wrong("its zip64 record is not where it should be");
  }
  return read_zip64_end(file, end, at);
}

Result<End> find_end(const ZipBytes& file) {
  const auto tail_size = std::min(file.size, kZipEndSize + kLongestComment);
  TRY_ASSIGN(const auto tail, file.read(file.size - tail_size, tail_size));
  // Readers differ in which of several end records they take: only the last may be one.
  const auto found = tail.rfind("PK\5\6");
  if (found == tail.npos) return file.wrong("it has no end record");
  ZipFields fields(std::string_view(tail).substr(found + 4));
  const auto disks = fields.u16() | fields.u16();
  const auto entries_here = fields.u16();
  const End end{.at = file.size - tail_size + found,
                .entries = fields.u16(),
                .directory_size = fields.u32(),
                .directory_at = fields.u32()};
  const auto comment = fields.u16();
  if (fields.is_short() || comment != fields.left()) return file.wrong("bytes behind its end");
  if (disks != 0 || entries_here != end.entries) return file.wrong("it has several parts");
  return with_zip64(file, end);
}

bool is_sound_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7f;
  });
}

Result<ZipEntry> read_entry(const ZipBytes& file, ZipFields& fields) {
  if (fields.u32() != kZipCentral) return file.wrong("its directory is broken");
  fields.text(4);  // versions
  ZipEntry entry;
  entry.flags = fields.u16();
  entry.method = fields.u16();
  fields.text(4);  // time
  entry.crc32 = fields.u32();
  entry.packed_size = fields.u32();
  entry.size = fields.u32();
  const auto name_length = fields.u16();
  const auto extra_length = fields.u16();
  const auto comment_length = fields.u16();
  const auto disk = fields.u16();
  fields.text(6);  // attributes
  entry.header_at = fields.u32();
  entry.name = fields.text(name_length);
  const auto extra = fields.text(extra_length);
  fields.text(comment_length);
  if (fields.is_short()) return file.wrong("its directory is broken");
  if (disk != 0) return file.wrong("it has several parts");
  if (!is_sound_name(entry.name)) {
    return file.wrong(cat("the name '", printable(entry.name), "' in its directory"));
  }
  const std::array<std::uint64_t*, 3> sizes = {&entry.size, &entry.packed_size, &entry.header_at};
  TRY(read_zip_extra(file, extra, entry.name, sizes));
  return entry;
}

Result<std::vector<ZipEntry>> read_entries(const ZipBytes& file, const End& end) {
  TRY_ASSIGN(const auto bytes, file.read(end.directory_at, end.directory_size));
  std::vector<ZipEntry> entries;
  ZipFields fields(bytes);
  while (!fields.at_end()) {
    TRY_ASSIGN(auto entry, read_entry(file, fields));
    entries.push_back(std::move(entry));
  }
  if (entries.size() != end.entries) return file.wrong("its end record miscounts the members");
  return entries;
}

Result<void> check_names(const ZipBytes& file, const std::vector<ZipEntry>& entries) {
  std::unordered_set<std::string_view> names;
  for (const auto& entry : entries) {
    if (names.insert(entry.name).second) continue;
    return file.wrong(cat("the member '", printable(entry.name), "' stands twice"));
  }
  return {};
}

}  // namespace

Result<std::string> ZipBytes::read(std::uint64_t at, std::uint64_t length) const {
  if (at > size || length > size - at) return wrong("it is cut short");
  std::string bytes(length, '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto got =
        ::pread(*file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(at + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return disk_error("read", path);
    if (got == 0) return wrong("it is cut short");
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

Error ZipBytes::wrong(std::string_view what) const {
  return {Error::Kind::corrupt,
          cat("'", printable(path.native()), "' is not a sound zip file: ", what)};
}

Result<ZipDirectory> read_zip_directory(const ZipBytes& file) {
  TRY_ASSIGN(const auto end, find_end(file));
  if (end.directory_size > kLongestDirectory) return file.wrong("its directory is too long");
  if (end.directory_size > end.at || end.directory_at != end.at - end.directory_size) {
    return file.wrong("its directory is not where its end record says");
  }
  ZipDirectory directory{.entries = {}, .begins_at = end.directory_at};
  TRY_ASSIGN(directory.entries, read_entries(file, end));
  TRY(check_names(file, directory.entries));
  std::ranges::sort(directory.entries, {}, &ZipEntry::header_at);
  return directory;
}

Result<void> read_zip_extra(const ZipBytes& file, std::string_view extra, std::string_view name,
                            std::span<std::uint64_t* const> sizes) {
  constexpr std::uint16_t zip64_id = 0x0001;
  constexpr std::uint16_t unicode_name_id = 0x7075;
  constexpr std::size_t before_unicode_name = 5;  // a version and a CRC
  const auto broken = [&] {
    return file.wrong(cat("the extra fields of '", printable(name), "' are broken"));
  };
  std::size_t zip64_fields = 0;
  for (ZipFields fields(extra); !fields.at_end();) {
    const auto id = fields.u16();
    auto content = fields.text(fields.u16());
    if (fields.is_short()) return broken();
    if (id == unicode_name_id) {
      content.remove_prefix(std::min(before_unicode_name, content.size()));
      if (content != name) return file.wrong(cat("'", printable(name), "' has a second name"));
    }
    if (id != zip64_id) continue;
    if (++zip64_fields > 1) return broken();
    ZipFields real(content);
    for (auto* const size : sizes) {
      if (*size == kZipElsewhere) *size = real.u64();
    }
    if (real.is_short()) return broken();
  }
  return {};
}

}  // namespace adder::io
