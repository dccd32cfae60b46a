#pragma once

#include "base/core/result.h"
#include "base/io/fd.h"
#include "base/io/zip_fields.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::io {

// The bytes of a zip file by their place in it.
struct ZipBytes {
  const Fd& file;
  const std::filesystem::path& path;
  std::uint64_t size = 0;

  // An error where the file ends before `at + length`.
  Result<std::string> read(std::uint64_t at, std::uint64_t length) const;
  Error wrong(std::string_view what) const;
};

// What the directory at the end of the file says of one member.
struct ZipEntry {
  std::string name;
  std::uint64_t size = 0;
  std::uint64_t packed_size = 0;
  std::uint64_t header_at = 0;
  std::uint32_t crc32 = 0;
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
};

struct ZipDirectory {
  std::vector<ZipEntry> entries;  // in the order of their headers
  std::uint64_t begins_at = 0;
};

// Reads the directory and nothing else of the file.
Result<ZipDirectory> read_zip_directory(const ZipBytes& file);

// Looks through the extra fields of a header: puts those of `sizes` that stand elsewhere in their
// place, and refuses a second name for the member.
Result<void> read_zip_extra(const ZipBytes& file, std::string_view extra, std::string_view name,
                            std::span<std::uint64_t* const> sizes);

}  // namespace adder::io
