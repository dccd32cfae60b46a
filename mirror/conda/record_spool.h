#pragma once

#include "base/conda/section.h"
#include "base/core/checksum.h"
#include "base/core/result.h"
#include "base/io/fd.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// The records of a subdir on their way into its index: their JSON in a file without a name, and in
// memory only what puts them in order, so that hundreds of thousands go through.
class RecordSpool {
 public:
  // `folder` is on a disk with room for them.
  static Result<RecordSpool> make(const std::filesystem::path& folder);
  RecordSpool(RecordSpool&&) noexcept = default;
  RecordSpool& operator=(RecordSpool&&) noexcept = default;
  ~RecordSpool() = default;

  // One of them: `name` is that of the package, `sum` that of its file.
  struct Record {
    conda::Section section = conda::Section::packages;
    std::string_view key;
    std::string_view name;
    std::string_view json;
    Sha256 sum = {};
  };
  Result<void> add(const Record& record);

  // Puts them in the order of an index: by section, then by key.
  Result<void> sort();

  std::size_t size() const { return entries_.size(); }
  conda::Section section(std::size_t at) const { return entries_[at].section; }
  std::string_view key(std::size_t at) const;
  std::string_view name(std::size_t at) const;
  const Sha256& sum(std::size_t at) const { return entries_[at].sum; }

  // Valid until the next call for a record of that section. Quick for those that were added one
  // after the other.
  Result<std::string_view> json(std::size_t at);

 private:
  struct Entry {
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
    std::uint32_t key_at = 0;  // in texts_
    std::uint16_t key_size = 0;
    std::uint16_t name_size = 0;
    std::uint32_t name_at = 0;
    conda::Section section = conda::Section::packages;
    Sha256 sum = {};
  };

  RecordSpool(io::Fd file, std::filesystem::path folder);
  Result<void> push();

  io::Fd file_;
  std::filesystem::path folder_;  // for words about trouble
  std::vector<Entry> entries_;
  std::string texts_;
  std::string out_;  // not yet in the file
  std::uint64_t written_ = 0;
  struct Window {  // a piece of the file, to read from
    std::string bytes;
    std::uint64_t at = 0;
  };
  std::array<Window, conda::kSections.size()> windows_;
};

}  // namespace adder::mirror
