#pragma once

#include "base/conda/dist_name.h"
#include "base/core/result.h"
#include "base/io/archive_stream.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace adder::mirror {

// A file, link or folder in a package.
struct PackageMember {
  std::string name;  // as installers use it: info/index.json
  io::ArchiveStream::Kind kind = io::ArchiveStream::Kind::file;
  std::string link = {};
};

// Hears of a member, and may read it. The first error ends the walk and is what it returns.
using PackageVisit = std::function<Result<void>(const PackageMember&, io::ArchiveStream&)>;

// Of a .conda only the tar with what matters of info/ need be unpacked (some packers leave the rest
// of it to the other one); of a .tar.bz2 it is always all.
enum class PackagePart { info, all };

// Walks a package without writing to disk, in memory that does not depend on it. Refuses what two
// installers could understand differently, or what would harm one: names that lead out of the
// package, devices, a file of info/ that stands twice, more unpacked bytes than honest packages
// have. Returns what the tars inside a .conda are named after: NAME-VERSION-BUILD; empty for a
// .tar.bz2.
Result<std::string> walk_package(const std::filesystem::path& file, conda::Format format,
                                 PackagePart part, const PackageVisit& visit);

// The member's bytes; nothing where there are more than `most`.
Result<std::optional<std::string>> read_member(io::ArchiveStream& archive, std::uint64_t most);

// A name as installers use it, without "./" in front and slashes behind; empty for the root itself.
// Nothing where it leads out of the package, or is written in a way that only hides another name.
std::optional<std::string_view> name_inside(std::string_view name);

}  // namespace adder::mirror
