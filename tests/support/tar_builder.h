#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adder::testing {

struct TarMember {
  std::string name;
  std::string bytes = {};
  char type = '0';  // 0 a file, 1 a hard link, 2 a symbolic link, 5 a folder
  std::string link = {};
};

// A tar as tar programs write it.
std::string tar_of(const std::vector<TarMember>& members);

// The bytes as a compressor of libarchive's packs them: gzip, bzip2, xz, lzma, zstd, compress,
// lzip.
std::string packed(std::string_view bytes, const std::string& filter);

}  // namespace adder::testing
