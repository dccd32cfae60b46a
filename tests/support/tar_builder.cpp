#include "tests/support/tar_builder.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace adder::testing {

namespace {

constexpr std::size_t kBlock = 512;
constexpr std::size_t kLongestName = 100;  // that has room in a header

std::string octal(std::size_t number, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*zo", digits, number);
  return text;
}

std::string header_of(const TarMember& member) {
  std::string header(kBlock, '\0');
  const auto put = [&](std::size_t at, std::string_view text) {
    std::ranges::copy(text, header.begin() + static_cast<std::ptrdiff_t>(at));
  };
  put(0, std::string_view(member.name).substr(0, kLongestName));
  put(100, octal(0644, 7));
  put(108, octal(0, 7));
  put(116, octal(0, 7));
  put(124, octal(member.bytes.size(), 11));
  put(136, octal(0, 11));
  put(148, "        ");
  header[156] = member.type;
  put(157, member.link);
  put(257, std::string_view("ustar\00000", 8));
  const auto sum = std::accumulate(
      header.begin(), header.end(), std::size_t{0},
      [](std::size_t total, char c) { return total + static_cast<unsigned char>(c); });
  put(148, octal(sum, 6));
  header[154] = '\0';
  return header;
}

la_ssize_t append_to(archive* /*output*/, void* out, const void* bytes, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void append(std::string& out, const TarMember& member) {
  // As GNU tar does it.
  if (member.name.size() > kLongestName) {
    append(out, {.name = "././@LongLink", .bytes = member.name + '\0', .type = 'L'});
  }
  out += header_of(member) + member.bytes;
  out.resize((out.size() + kBlock - 1) / kBlock * kBlock, '\0');
}

}  // namespace

std::string tar_of(const std::vector<TarMember>& members) {
  std::string out;
  for (const auto& member : members) append(out, member);
  return out + std::string(2 * kBlock, '\0');
}

std::string packed(std::string_view bytes, const std::string& filter) {
  std::string out;
  auto* const output = archive_write_new();
  archive_write_set_format_raw(output);
  archive_write_add_filter_by_name(output, filter.c_str());
  archive_write_set_bytes_per_block(output, 0);
  archive_write_open(output, &out, nullptr, append_to, nullptr);
  auto* const entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_write_header(output, entry);
  archive_write_data(output, bytes.data(), bytes.size());
  archive_entry_free(entry);
  archive_write_free(output);
  return out;
}

}  // namespace adder::testing
