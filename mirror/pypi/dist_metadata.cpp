#include "mirror/pypi/dist_metadata.h"

#include "base/core/text.h"
#include "base/io/archive_reader.h"
#include "base/io/zip_reader.h"
#include "base/pypi/project_name.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace {

namespace fs = std::filesystem;

using Text = std::optional<std::string>;

constexpr std::uint64_t kMostMetadata = std::uint64_t{16} << 20;
constexpr std::uint64_t kMostUnpacked = std::uint64_t{4} << 30;

constexpr std::array<std::string_view, 8> kTarEndings = {".tar.gz", ".tgz", ".tar.bz2", ".tbz",
                                                         ".tar.xz", ".txz", ".tar.z",   ".tar"};

constexpr std::string_view kDistInfo = ".dist-info/METADATA";

Error wrong(std::string_view file_name, std::string_view what) {
  return {Error::Kind::corrupt, cat(printable(file_name), ": ", what)};
}

bool is_one_folder_deep(std::string_view name) {
  return std::ranges::count(name, '/') == 1;
}

// demo-1.0.dist-info/METADATA, but not what a package has vendored.
bool is_wheels_metadata(std::string_view member) {
  return member.ends_with(kDistInfo) && is_one_folder_deep(member);
}

// demo-1.0/PKG-INFO; some tars begin every name with a dot.
bool is_sdists_metadata(std::string_view member) {
  if (member.starts_with("./")) member.remove_prefix(2);
  return member.ends_with("/PKG-INFO") && is_one_folder_deep(member);
}

// The name in front of the first dash, which in wheels and their folders is the project's.
std::string project_in(std::string_view name) {
  return pypi::normalise(name.substr(0, name.find('-')));
}

// The one member that is the metadata; null where there is none.
Result<const io::ZipReader::Member*> find_in(const io::ZipReader& zip, std::string_view file_name,
                                             bool is_it(std::string_view member)) {
  const io::ZipReader::Member* found = nullptr;
  for (const auto& member : zip.members()) {
    if (!is_it(member.name)) continue;
    if (found != nullptr) return wrong(file_name, "it has two files of metadata");
    found = &member;
  }
  return found;
}

Result<Text> read_from(const io::ZipReader& zip, const io::ZipReader::Member* member) {
  if (member == nullptr) return Text();
  TRY_ASSIGN(auto text, zip.read(*member, kMostMetadata));
  return Text(std::move(text));
}

Result<Text> read_from_wheel(const fs::path& path, std::string_view file_name) {
  TRY_ASSIGN(const auto zip, io::ZipReader::open(path));
  TRY_ASSIGN(const auto* member, find_in(zip, file_name, is_wheels_metadata));
  if (member != nullptr && project_in(member->name) != project_in(file_name)) {
    return wrong(file_name, cat("its metadata is in '", printable(member->name), "'"));
  }
  return read_from(zip, member);
}

Result<Text> read_from_zip(const fs::path& path, std::string_view file_name) {
  TRY_ASSIGN(const auto zip, io::ZipReader::open(path));
  TRY_ASSIGN(const auto* member, find_in(zip, file_name, is_sdists_metadata));
  return read_from(zip, member);
}

// Walks all of it: a second file of metadata could be the last member.
Result<Text> read_from_tar(const fs::path& path, std::string_view file_name) {
  std::vector<std::string> found;
  const io::ArchiveLimits limits = {.most_each = kMostMetadata, .most_unpacked = kMostUnpacked};
  TRY(io::read_archive(path, limits, is_sdists_metadata,
                       [&](std::string_view /*name*/, std::string bytes) {
                         found.push_back(std::move(bytes));
                         return found.size() < 2 ? io::Walk::go_on : io::Walk::stop;
                       }));
  if (found.size() > 1) return wrong(file_name, "it has two files of metadata");
  return found.empty() ? Text() : Text(std::move(found[0]));
}

}  // namespace

Result<std::optional<std::string>> metadata_of(const fs::path& path, std::string_view file_name) {
  const auto small = lower(file_name);
  const auto ends_with = [&](std::string_view ending) {
    return small.ends_with(ending);
  };
  if (ends_with(".whl")) return read_from_wheel(path, file_name);
  if (ends_with(".zip")) return read_from_zip(path, file_name);
  if (std::ranges::any_of(kTarEndings, ends_with)) return read_from_tar(path, file_name);
  return Text();
}

}  // namespace adder::mirror
