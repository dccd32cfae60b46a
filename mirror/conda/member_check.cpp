#include "mirror/conda/member_check.h"

#include "base/core/checksum.h"
#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/hasher.h"
#include "mirror/conda/package_walk.h"
#include "mirror/conda/paths_list.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace adder::mirror {

namespace {

using io::ArchiveStream;
using Kind = ArchiveStream::Kind;

constexpr std::size_t kMostFindings = 100;
constexpr std::uint64_t kMostNameBytes = std::uint64_t{256} << 20;  // of all members together

Error wrong(std::string_view what) {
  return {Error::Kind::corrupt, std::string(what)};
}

// What came out of the archive under one name.
struct Found {
  ListedPath::Type type = ListedPath::Type::file;
  std::uint64_t size = 0;
  Sha256 sha256 = {};
  bool is_listed = false;
};

std::string_view words_of(ListedPath::Type type) {
  if (type == ListedPath::Type::soft_link) return "a soft link";
  return type == ListedPath::Type::folder ? "a folder" : "a file";
}

// One package, compared when all of it has been seen: its list may be the last member.
class Check {
 public:
  Result<void> take(const PackageMember& member, ArchiveStream& archive);
  MemberCheck finish() &&;

 private:
  Result<void> take_list(ArchiveStream& archive);
  Result<void> take_file(const PackageMember& member, ArchiveStream& archive);
  Result<void> take_hard_link(const PackageMember& member);
  Result<void> count_name(std::string_view name);
  void enter(const std::string& name, const Found& found);

  void compare(const ListedPath& listed);
  void compare_bytes(const ListedPath& listed, const Found& found);
  bool is_folder(const std::string& path) const;
  void report(std::string_view path, std::string what);

  std::vector<ListedPath> listed_;
  std::map<std::string, Found, std::less<>> found_;
  std::uint64_t name_bytes_ = 0;
  MemberCheck outcome_;
};

Result<void> Check::take(const PackageMember& member, ArchiveStream& archive) {
  if (member.name == "info/paths.json" && member.kind == Kind::file) {
    return take_list(archive).during(member.name);
  }
  if (member.name == "info" || member.name.starts_with("info/")) return {};
  TRY(count_name(member.name));
  switch (member.kind) {
    case Kind::file:
      return take_file(member, archive);
    case Kind::hard_link:
      return take_hard_link(member);
    case Kind::soft_link:
      enter(member.name, {.type = ListedPath::Type::soft_link});
      return {};
    default:
      found_.try_emplace(member.name, Found{.type = ListedPath::Type::folder});
      return {};
  }
}

Result<void> Check::take_list(ArchiveStream& archive) {
  outcome_.has_list = true;
  PathsReader reader([&](ListedPath path) -> Result<void> {
    TRY(count_name(path.path));
    listed_.push_back(std::move(path));
    return {};
  });
  while (true) {
    TRY_ASSIGN(const auto piece, archive.piece());
    if (piece.empty()) return reader.finish();
    TRY(reader.add(piece));
  }
}

Result<void> Check::take_file(const PackageMember& member, ArchiveStream& archive) {
  Found found;
  io::Sha256Hasher hasher;
  while (true) {
    TRY_ASSIGN(const auto piece, archive.piece());
    if (piece.empty()) break;
    hasher.add(io::bytes_of(piece));
    found.size += piece.size();
  }
  found.sha256 = std::move(hasher).finish();
  enter(member.name, found);
  return {};
}

// The bytes are those of a member that came before.
Result<void> Check::take_hard_link(const PackageMember& member) {
  const auto target = name_inside(member.link);
  const auto there = target ? found_.find(*target) : found_.end();
  if (there == found_.end() || there->second.type != ListedPath::Type::file) {
    return wrong(cat("the member '", printable(member.name), "' leads to '", printable(member.link),
                     "', which is no file before it"));
  }
  enter(member.name, {.size = there->second.size, .sha256 = there->second.sha256});
  return {};
}

Result<void> Check::count_name(std::string_view name) {
  name_bytes_ += name.size();
  if (name_bytes_ <= kMostNameBytes) return {};
  return wrong("the names of its members are absurdly long");
}

void Check::enter(const std::string& name, const Found& found) {
  if (!found_.try_emplace(name, found).second) report(name, "stands twice");
}

void Check::report(std::string_view path, std::string what) {
  if (outcome_.damaged.size() < kMostFindings) {
    outcome_.damaged.push_back({std::string(path), std::move(what)});
  } else {
    ++outcome_.more;
  }
}

// Members below a folder are as good as the folder itself.
bool Check::is_folder(const std::string& path) const {
  const auto below = found_.lower_bound(path + '/');
  return below != found_.end() && below->first.starts_with(path + '/');
}

void Check::compare(const ListedPath& listed) {
  const auto there = found_.find(listed.path);
  if (there == found_.end()) {
    const bool is_there = listed.type == ListedPath::Type::folder && is_folder(listed.path);
    if (!is_there) report(listed.path, "is missing");
    return;
  }
  auto& found = there->second;
  if (std::exchange(found.is_listed, true)) return report(listed.path, "is listed twice");
  if (found.type != listed.type) {
    return report(listed.path,
                  cat("is ", words_of(found.type), ", listed as ", words_of(listed.type)));
  }
  if (listed.type == ListedPath::Type::file) compare_bytes(listed, found);
}

void Check::compare_bytes(const ListedPath& listed, const Found& found) {
  if (listed.size && *listed.size != found.size) {
    return report(listed.path, cat("has ", found.size, " bytes, listed are ", *listed.size));
  }
  if (!listed.sha256) return report(listed.path, "is listed without a sha256");
  if (*listed.sha256 == found.sha256) return;
  report(listed.path, cat("has sha256 ", found.sha256.hex(), ", listed is ", listed.sha256->hex()));
}

MemberCheck Check::finish() && {
  if (!outcome_.has_list) return std::move(outcome_);
  for (const auto& listed : listed_) {
    if (!listed.path.starts_with("info/")) compare(listed);
  }
  for (const auto& [path, found] : found_) {
    const bool must_be_listed = found.type != ListedPath::Type::folder;
    if (must_be_listed && !found.is_listed) report(path, "is not listed");
  }
  std::ranges::stable_sort(outcome_.damaged, {}, &DamagedMember::path);
  return std::move(outcome_);
}

}  // namespace

Result<MemberCheck> check_members(const std::filesystem::path& file, conda::Format format) {
  Check check;
  TRY(walk_package(file, format, PackagePart::all,
                   [&](const PackageMember& member, ArchiveStream& archive) {
                     return check.take(member, archive);
                   }));
  return std::move(check).finish();
}

}  // namespace adder::mirror
