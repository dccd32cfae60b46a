#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adder::testing {

// What a zip file says of a member, once in front of its bytes and once in the directory.
struct ZipHeader {
  std::string name;
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t crc32 = 0;
  std::uint32_t packed_size = 0;
  std::uint32_t size = 0;
  std::string extra = {};
};

struct ZipMember {
  ZipHeader local;
  ZipHeader central;
  std::string data;             // as it lies in the file
  std::string descriptor = {};  // behind the data
  std::string gap = {};         // behind that
};

ZipMember stored(const std::string& name, const std::string& text);
ZipMember deflated(const std::string& name, const std::string& text);

// The same member as programs write it that cannot go back: sizes and CRC follow the data.
enum class Descriptor { marked, unmarked, wide, wide_unmarked };
ZipMember streamed(const std::string& name, const std::string& text, Descriptor descriptor);

// A zip file that is sound unless a test asks for something else.
struct ZipFile {
  std::string prefix = {};
  std::vector<ZipMember> members = {};
  std::string before_directory = {};
  std::string behind_directory = {};
  std::string comment = {};
  std::string behind = {};
  std::optional<std::uint16_t> entries = {};  // what the end record says
  bool zip64 = false;                         // with a zip64 end record; the old one says nothing
  std::uint64_t zip64_entries_off = 0;

  std::string bytes() const;
};

// Numbers as zip files write them.
std::string little(std::uint64_t number, int bytes);

}  // namespace adder::testing
