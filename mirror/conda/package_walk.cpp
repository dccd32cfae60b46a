#include "mirror/conda/package_walk.h"

#include "base/conda/json_doubt.h"
#include "base/conda/raw_object.h"
#include "base/core/key_set.h"
#include "base/core/text.h"
#include "base/io/zip_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <system_error>
#include <utility>

namespace adder::mirror {

namespace {

namespace fs = std::filesystem;

using io::ArchiveStream;
using Kind = ArchiveStream::Kind;
using ZipMember = io::ZipReader::Member;

constexpr std::uint64_t kMostMetadata = std::uint64_t{64} << 10;
constexpr std::size_t kLongestName = 4096;  // no file system takes more

// What a package may unpack to: honest ones stay far below a thousand times their size.
constexpr std::uint64_t kMostUnpackedAnyway = std::uint64_t{256} << 20;
constexpr std::uint64_t kMostRatio = 1000;

constexpr std::string_view kTarEnding = ".tar.zst";

Error wrong(std::string_view what) {
  return {Error::Kind::corrupt, std::string(what)};
}

io::ArchiveLimits limits_of(std::uint64_t packed_size) {
  return {.most_unpacked = kMostUnpackedAnyway + kMostRatio * packed_size};
}

// One walk through one package, which may have two tars.
class Walk {
 public:
  explicit Walk(const PackageVisit& visit) : visit_(visit) {}

  Result<void> tar(ArchiveStream archive);

 private:
  Result<std::optional<PackageMember>> member_of(ArchiveStream::Member raw);

  const PackageVisit& visit_;
  KeySet info_files_;
};

// Nothing: there is nothing to tell of it.
Result<std::optional<PackageMember>> Walk::member_of(ArchiveStream::Member raw) {
  const auto name = name_inside(raw.name);
  if (!name) {
    return wrong(cat("the member '", printable(raw.name), "' has a name that no package has"));
  }
  if (raw.kind == Kind::other) {
    return wrong(cat("the member '", printable(*name), "' is no file, link or folder"));
  }
  if (name->empty()) {
    if (raw.kind == Kind::folder) return std::optional<PackageMember>();
    return wrong("a member without a name");
  }
  const bool is_info = name->starts_with("info/");
  if (is_info && raw.kind != Kind::folder && !info_files_.insert(*name)) {
    return wrong(cat("the member '", printable(*name), "' stands twice"));
  }
  return std::optional(
      PackageMember{.name = std::string(*name), .kind = raw.kind, .link = std::move(raw.link)});
}

Result<void> Walk::tar(ArchiveStream archive) {
  while (true) {
    TRY_ASSIGN(auto raw, archive.next());
    if (!raw) return {};
    TRY_ASSIGN(const auto member, member_of(*std::move(raw)));
    if (member) TRY(visit_(*member, archive));
  }
}

// The three members that a .conda has. What else it may hold concerns nobody.
struct CondaZip {
  std::string stem;
  ZipMember info;
  ZipMember pkg;
};

// PREFIX-STEM.tar.zst: the one member that is named so.
Result<ZipMember> find_tar(const io::ZipReader& zip, std::string_view prefix) {
  const ZipMember* found = nullptr;
  for (const auto& member : zip.members()) {
    if (!member.name.starts_with(prefix) || !member.name.ends_with(kTarEnding)) continue;
    if (found != nullptr) return wrong(cat("it has two members named ", prefix, "*", kTarEnding));
    found = &member;
  }
  if (found == nullptr) return wrong(cat("it has no member named ", prefix, "*", kTarEnding));
  constexpr std::uint16_t stored = 0;
  if (found->method != stored) {
    return wrong(cat("the member '", printable(found->name), "' is packed once more"));
  }
  return *found;
}

std::string_view stem_of(const ZipMember& tar, std::string_view prefix) {
  std::string_view name = tar.name;
  name.remove_prefix(prefix.size());
  name.remove_suffix(kTarEnding.size());
  return name;
}

Result<void> check_metadata(const io::ZipReader& zip) {
  constexpr std::string_view known = "2";
  const auto found = std::ranges::find(zip.members(), "metadata.json", &ZipMember::name);
  if (found == zip.members().end()) return wrong("it has no metadata.json");
  TRY_ASSIGN(const auto json, zip.read(*found, kMostMetadata));
  TRY_ASSIGN(const auto doubt, conda::find_doubt(json).during("metadata.json"));
  if (doubt) return Error(*doubt).during("metadata.json");
  TRY_ASSIGN(const auto object, conda::RawObject::read(json).during("metadata.json"));
  const auto* const version = object.find("conda_pkg_format_version");
  if (version != nullptr && version->value == known) return {};
  return wrong(cat("metadata.json: conda_pkg_format_version is not ", known));
}

Result<CondaZip> look_into(const io::ZipReader& zip) {
  constexpr std::string_view info = "info-";
  constexpr std::string_view pkg = "pkg-";
  TRY(check_metadata(zip));
  CondaZip found;
  TRY_ASSIGN(found.info, find_tar(zip, info));
  TRY_ASSIGN(found.pkg, find_tar(zip, pkg));
  found.stem = stem_of(found.info, info);
  if (found.stem == stem_of(found.pkg, pkg)) return found;
  return wrong(cat("its members '", printable(found.info.name), "' and '",
                   printable(found.pkg.name), "' belong to two packages"));
}

Result<ArchiveStream> open_member(const fs::path& file, const ZipMember& member) {
  return ArchiveStream::open({.path = file, .at = member.data_at, .size = member.packed_size},
                             limits_of(member.packed_size), io::Packing::zstd);
}

Result<std::string> walk_conda(const fs::path& file, PackagePart part, const PackageVisit& visit) {
  TRY_ASSIGN(const auto zip, io::ZipReader::open(file));
  TRY_ASSIGN(const auto found, look_into(zip));
  Walk walk(visit);
  TRY_ASSIGN(auto info, open_member(file, found.info));
  TRY(walk.tar(std::move(info)));
  if (part == PackagePart::info) return found.stem;
  TRY_ASSIGN(auto pkg, open_member(file, found.pkg));
  TRY(walk.tar(std::move(pkg)));
  return found.stem;
}

Result<std::string> walk_tar_bz2(const fs::path& file, const PackageVisit& visit) {
  std::error_code failed;
  const auto size = fs::file_size(file, failed);
  TRY_ASSIGN(auto archive,
             ArchiveStream::open({.path = file}, limits_of(failed ? 0 : size), io::Packing::bzip2));
  TRY(Walk(visit).tar(std::move(archive)));
  return std::string();
}

}  // namespace

Result<std::string> walk_package(const fs::path& file, conda::Format format, PackagePart part,
                                 const PackageVisit& visit) {
  if (format == conda::Format::conda) return walk_conda(file, part, visit);
  return walk_tar_bz2(file, visit);
}

Result<std::optional<std::string>> read_member(ArchiveStream& archive, std::uint64_t most) {
  std::string bytes;
  while (true) {
    TRY_ASSIGN(const auto piece, archive.piece());
    if (piece.empty()) return std::optional(std::move(bytes));
    if (piece.size() > most - bytes.size()) return std::optional<std::string>();
    bytes += piece;
  }
}

std::optional<std::string_view> name_inside(std::string_view name) {
  while (name.starts_with("./")) name.remove_prefix(2);
  while (name.ends_with('/')) name.remove_suffix(1);
  if (name == ".") return std::string_view();
  if (name.size() > kLongestName || name.starts_with('/')) return std::nullopt;
  if (name.empty()) return name;
  const auto is_odd = [](std::string_view part) {
    return part.empty() || part == "." || part == "..";
  };
  if (std::ranges::any_of(split(name, '/'), is_odd)) return std::nullopt;
  return name;
}

}  // namespace adder::mirror
