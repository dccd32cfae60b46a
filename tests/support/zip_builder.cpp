#include "tests/support/zip_builder.h"

#include <zlib.h>

namespace adder::testing {

namespace {

constexpr std::uint16_t kHasDescriptor = 8;
constexpr std::uint16_t kDeflated = 8;

std::uint32_t crc32_of(const std::string& text) {
  const auto* const bytes = reinterpret_cast<const Bytef*>(text.data());
  return static_cast<std::uint32_t>(::crc32(0, bytes, static_cast<uInt>(text.size())));
}

std::string deflate_raw(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

ZipMember member_of(const std::string& name, const std::string& text, std::uint16_t method,
                    std::string data) {
  const ZipHeader header = {.name = name,
                            .flags = 0,
                            .method = method,
                            .crc32 = crc32_of(text),
                            .packed_size = static_cast<std::uint32_t>(data.size()),
                            .size = static_cast<std::uint32_t>(text.size())};
  return {.local = header, .central = header, .data = std::move(data)};
}

// The fields that both headers have in common, in their order.
std::string common_fields(const ZipHeader& header) {
  return little(20, 2) + little(header.flags, 2) + little(header.method, 2) + little(0, 4) +
         little(header.crc32, 4) + little(header.packed_size, 4) + little(header.size, 4) +
         little(header.name.size(), 2) + little(header.extra.size(), 2);
}

std::string local_header(const ZipHeader& header) {
  return "PK\3\4" + common_fields(header) + header.name + header.extra;
}

std::string central_header(const ZipHeader& header, std::uint64_t at) {
  return "PK\1\2" + little(20, 2) + common_fields(header) + little(0, 2 + 2 + 2 + 4) +
         little(at, 4) + header.name + header.extra;
}

}  // namespace

std::string little(std::uint64_t number, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) {
    out += static_cast<char>(number & 0xffU);
    number >>= 8U;
  }
  return out;
}

ZipMember stored(const std::string& name, const std::string& text) {
  return member_of(name, text, 0, text);
}

ZipMember deflated(const std::string& name, const std::string& text) {
  return member_of(name, text, kDeflated, deflate_raw(text));
}

ZipMember streamed(const std::string& name, const std::string& text, Descriptor descriptor) {
  auto member = deflated(name, text);
  const bool is_wide = descriptor == Descriptor::wide || descriptor == Descriptor::wide_unmarked;
  const bool is_marked = descriptor == Descriptor::marked || descriptor == Descriptor::wide;
  const auto& central = member.central;
  member.descriptor = (is_marked ? "PK\7\10" : "") + little(central.crc32, 4) +
                      little(central.packed_size, is_wide ? 8 : 4) +
                      little(central.size, is_wide ? 8 : 4);
  member.central.flags = member.local.flags = kHasDescriptor;
  member.local.crc32 = member.local.packed_size = member.local.size = 0;
  return member;
}

std::string ZipFile::bytes() const {
  std::string out = prefix;
  std::string directory;
  for (const auto& member : members) {
    directory += central_header(member.central, out.size());
    out += local_header(member.local) + member.data + member.descriptor + member.gap;
  }
  out += before_directory;
  const auto directory_at = out.size();
  out += directory + behind_directory;
  const auto zip64_at = out.size();
  const auto count = members.size() + zip64_entries_off;
  if (zip64) {
    out += "PK\6\6" + little(44, 8) + little(0, 2 + 2 + 4 + 4) + little(count, 8) +
           little(count, 8) + little(directory.size(), 8) + little(directory_at, 8);
    out += "PK\6\7" + little(0, 4) + little(zip64_at, 8) + little(1, 4);
  }
  const auto said = entries.value_or(static_cast<std::uint16_t>(zip64 ? 0xffff : members.size()));
  out += "PK\5\6" + little(0, 4) + little(said, 2) + little(said, 2) +
         little(zip64 ? 0xffffffff : directory.size(), 4) +
         little(zip64 ? 0xffffffff : directory_at, 4) + little(comment.size(), 2) + comment;
  return out + behind;
}

}  // namespace adder::testing
