#include "base/io/zip_reader.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/inflate.h"
#include "base/io/zip_directory.h"
#include "base/io/zip_fields.h"

#include <sys/stat.h>

#include <array>
#include <utility>

namespace adder::io {

namespace {

constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;

// A member that packs worse than this is not meant to be read.
constexpr std::uint64_t kPackingCosts = std::uint64_t{64} << 10;

// What the header in front of a member's bytes says of it.
struct LocalHeader {
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t crc32 = 0;
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;
  std::string name;
  std::uint64_t data_at = 0;
};

Error wrong_member(const ZipBytes& file, const ZipEntry& entry, std::string_view what) {
  return file.wrong(cat("member '", printable(entry.name), "' ", what));
}

Result<LocalHeader> read_local_header(const ZipBytes& file, const ZipEntry& entry) {
  TRY_ASSIGN(const auto bytes, file.read(entry.header_at, kZipLocalSize));
  ZipFields fields(bytes);
  if (fields.u32() != kZipLocal) return wrong_member(file, entry, "has no header");
  fields.text(2);  // version
  LocalHeader header;
  header.flags = fields.u16();
  header.method = fields.u16();
  fields.text(4);  // time
  header.crc32 = fields.u32();
  header.packed_size = fields.u32();
  header.size = fields.u32();
  const std::uint64_t name_length = fields.u16();
  const std::uint64_t extra_length = fields.u16();
  const auto name_at = entry.header_at + kZipLocalSize;
  header.data_at = name_at + name_length + extra_length;
  TRY_ASSIGN(const auto rest, file.read(name_at, name_length + extra_length));
  header.name = rest.substr(0, name_length);
  const std::array<std::uint64_t*, 2> sizes = {&header.size, &header.packed_size};
  TRY(read_zip_extra(file, std::string_view(rest).substr(name_length), header.name, sizes));
  return header;
}

bool contradicts(const LocalHeader& header, const ZipEntry& entry) {
  // With a descriptor behind the data the header may say nothing of sizes and CRC, but nothing
  // else.
  const bool may_be_silent = (entry.flags & kZipHasDescriptor) != 0;
  const auto differs = [&](std::uint64_t here, std::uint64_t there) {
    return here != there && !(may_be_silent && here == 0);
  };
  return header.name != entry.name || header.flags != entry.flags ||
         header.method != entry.method || differs(header.crc32, entry.crc32) ||
         differs(header.size, entry.size) || differs(header.packed_size, entry.packed_size);
}

// A descriptor comes with and without its mark, with sizes of 32 and of 64 bits: what lies between
// the data and the next header must be one of the four.
Result<void> check_descriptor(const ZipBytes& file, const ZipEntry& entry, std::uint64_t at,
                              std::uint64_t length) {
  if (length != 12 && length != 16 && length != 20 && length != 24) {
    return wrong_member(file, entry, "is followed by bytes that belong to nothing");
  }
  TRY_ASSIGN(const auto bytes, file.read(at, length));
  ZipFields fields(bytes);
  const bool is_marked = length % 8 == 0;
  const bool is_wide = length >= 20;
  const bool has_mark = !is_marked || fields.u32() == kZipDescriptor;
  const auto crc32 = fields.u32();
  const auto packed_size = is_wide ? fields.u64() : fields.u32();
  const auto size = is_wide ? fields.u64() : fields.u32();
  if (has_mark && crc32 == entry.crc32 && packed_size == entry.packed_size && size == entry.size) {
    return {};
  }
  return wrong_member(file, entry, "contradicts its descriptor");
}

// A member fills the file from its header to `end`, the next one's header, without a gap.
Result<ZipReader::Member> check_member(const ZipBytes& file, ZipEntry entry, std::uint64_t end) {
  TRY_ASSIGN(const auto header, read_local_header(file, entry));
  if (contradicts(header, entry)) {
    return wrong_member(file, entry, "contradicts the directory");
  }
  if ((entry.flags & ~kZipKnownFlags) != 0) {
    return wrong_member(file, entry, "is encrypted or uses features unknown to us");
  }
  if (header.data_at > end || entry.packed_size > end - header.data_at) {
    return wrong_member(file, entry, "overlaps what follows");
  }
  const auto data_end = header.data_at + entry.packed_size;
  if ((entry.flags & kZipHasDescriptor) != 0) {
    TRY(check_descriptor(file, entry, data_end, end - data_end));
  } else if (data_end != end) {
    return wrong_member(file, entry, "is followed by bytes that belong to nothing");
  }
  return ZipReader::Member{.name = std::move(entry.name),
                           .size = entry.size,
                           .packed_size = entry.packed_size,
                           .data_at = header.data_at,
                           .crc32 = entry.crc32,
                           .method = entry.method};
}

Result<std::vector<ZipReader::Member>> check_members(const ZipBytes& file, ZipDirectory directory) {
  auto& entries = directory.entries;
  const auto first = entries.empty() ? directory.begins_at : entries[0].header_at;
  if (first != 0) return file.wrong("bytes before its first member");
  std::vector<ZipReader::Member> members;
  members.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto end = i + 1 < entries.size() ? entries[i + 1].header_at : directory.begins_at;
    TRY_ASSIGN(auto member, check_member(file, std::move(entries[i]), end));
    members.push_back(std::move(member));
  }
  return members;
}

Result<std::uint64_t> size_of(const Fd& file, const std::filesystem::path& path) {
  struct stat status {};
  if (::fstat(*file, &status) != 0) return disk_error("look at", path);
  return static_cast<std::uint64_t>(status.st_size);
}

std::optional<std::string> unpack(const ZipReader::Member& member, std::string packed) {
  if (member.method == kDeflated) return inflate_exactly(packed, member.size);
  if (member.method == kStored && packed.size() == member.size) return packed;
  return std::nullopt;
}

}  // namespace

ZipReader::ZipReader(Fd file, std::filesystem::path path, std::vector<Member> members)
    : file_(std::move(file)), path_(std::move(path)), members_(std::move(members)) {}

Result<ZipReader> ZipReader::open(const std::filesystem::path& path) {
  TRY_ASSIGN(auto file, open_for_reading(path));
  TRY_ASSIGN(const auto size, size_of(file, path));
  const ZipBytes bytes{.file = file, .path = path, .size = size};
  TRY_ASSIGN(auto directory, read_zip_directory(bytes));
  TRY_ASSIGN(auto members, check_members(bytes, std::move(directory)));
  return ZipReader(std::move(file), path, std::move(members));
}

Result<std::string> ZipReader::read(const Member& member, std::uint64_t most) const {
  const auto wrong = [&](std::string_view what) {
    return Error(Error::Kind::corrupt, cat("'", printable(path_.native()), "': member '",
                                           printable(member.name), "' ", what));
  };
  if (member.size > most) return wrong(cat("is longer than ", most, " bytes"));
  if (member.packed_size > member.size * 2 + kPackingCosts) return wrong("is packed absurdly");
  const ZipBytes bytes{.file = file_, .path = path_, .size = member.data_at + member.packed_size};
  TRY_ASSIGN(auto packed, bytes.read(member.data_at, member.packed_size));
  const auto unpacked = unpack(member, std::move(packed));
  if (!unpacked) return wrong("does not unpack to what the directory promises");
  if (crc32_of(*unpacked) != member.crc32) return wrong("fails its CRC");
  return *unpacked;
}

}  // namespace adder::io
