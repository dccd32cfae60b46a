#pragma once

#include "base/conda/channeldata_writer.h"
#include "base/conda/version.h"
#include "base/core/result.h"
#include "mirror/conda/carried_book.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace adder::mirror {

// A file that the channel publishes, as far as channeldata.json tells of it.
struct ChannelFile {
  std::string_view subdir;
  std::string_view file_name;
  const conda::Version* version = nullptr;
  std::uint64_t timestamp = 0;    // of its record, where milliseconds and seconds occur; 0: none
  std::string_view license = {};  // of its record, JSON; empty: none
  CarriedView carried = {.about = "{}", .run_exports = {}, .traits = {}};
};

// What channeldata.json says of the package that all these files are of (CEP 38), computed as
// conda-index does. Of each version in each subdir the newest file tells; a .tar.bz2 that is also
// there as .conda does not. Words come from the newest version that has them, a trait is there
// where any of the files has it, and run exports are told for each version. The outcome is the same
// in whatever order the files come. There is at least one.
Result<conda::ChannelPackage> describe_package(std::string name,
                                               std::span<const ChannelFile> files);

}  // namespace adder::mirror
