#pragma once

#include "base/core/result.h"
#include "base/io/fd.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace adder::io {

// Reads members of a zip file into memory and never onto disk. Refuses what has two meanings, so
// that we and every installer see the same members: one that stands twice, a local header that
// contradicts the directory, bytes before, between or behind the members that belong to none of
// them. No size is believed before it is checked against the file.
class ZipReader {
 public:
  static Result<ZipReader> open(const std::filesystem::path& path);

  struct Member {
    std::string name;
    std::uint64_t size = 0;
    std::uint64_t packed_size = 0;
    std::uint64_t data_at = 0;  // where its packed bytes begin
    std::uint32_t crc32 = 0;
    std::uint16_t method = 0;
  };
  // In the order they lie in the file.
  const std::vector<Member>& members() const { return members_; }

  // The bytes of a member no longer than `most`, its size and CRC checked. Only stored and deflated
  // members can be read.
  Result<std::string> read(const Member& member, std::uint64_t most) const;

 private:
  ZipReader(Fd file, std::filesystem::path path, std::vector<Member> members);

  Fd file_;
  std::filesystem::path path_;
  std::vector<Member> members_;
};

}  // namespace adder::io
