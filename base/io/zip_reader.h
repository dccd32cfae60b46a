#pragma once

#include "base/core/result.h"
#include "base/io/fd.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace adder::io {

// Reads members of a zip file into memory and never onto disk. Refuses what has two meanings: a
// member that stands twice, or whose local header contradicts the directory. Every size is bounded.
class ZipReader {
 public:
  static Result<ZipReader> open(const std::filesystem::path& path);

  struct Member {
    std::string name;
    std::uint64_t size = 0;
    std::uint64_t packed_size = 0;
    std::uint64_t header_at = 0;
    std::uint32_t crc32 = 0;
    std::uint16_t method = 0;
  };
  const std::vector<Member>& members() const { return members_; }

  // The bytes of a member no longer than `most`, its CRC checked.
  Result<std::string> read(const Member& member, std::uint64_t most) const;

 private:
  ZipReader(Fd file, std::filesystem::path path, std::vector<Member> members);

  Fd file_;
  std::filesystem::path path_;
  std::vector<Member> members_;
};

}  // namespace adder::io
