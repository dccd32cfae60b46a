#include "mirror/store/strays.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/folder.h"
#include "mirror/store/blobs.h"
#include "mirror/store/page_owner.h"
#include "mirror/store/unit.h"

#include <charconv>
#include <optional>
#include <system_error>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

using Kind = Stray::Kind;

constexpr std::string_view kPublic = "public/";
constexpr std::string_view kUpstream = "store/upstream";
constexpr std::string_view kPageFolders = "public/pypi/.pages";
constexpr std::string_view kSiteFolders = "public/.sites";
constexpr std::string_view kShown = "public/pypi/simple";
constexpr std::string_view kChannels = "public/conda";

std::string_view last_part(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view without_last_part(std::string_view path) {
  return path.substr(0, path.rfind('/'));
}

// store/pages/ab/cdef... -> abcdef...
std::optional<Sha256> sum_of(std::string_view path) {
  const auto sum = Sha256::from_hex(cat(last_part(without_last_part(path)), last_part(path)));
  return sum ? std::optional(*sum) : std::nullopt;
}

int number_of(std::string_view digits) {
  int number = 0;
  const auto* end = digits.data() + digits.size();
  return std::from_chars(digits.data(), end, number).ptr == end ? number : 0;
}

class Knowledge {
 public:
  explicit Knowledge(const Store& store) : store_(store) {}

  Result<bool> of(const Stray& stray) const {
    const std::string_view path = stray.path;
    switch (stray.kind) {
      case Kind::blob:
        return of_blob(path);
      case Kind::page:
        return of_page(path);
      case Kind::manifest:
        return has("SELECT 1 FROM generation WHERE number = ?1", number_of(last_part(path)));
      case Kind::upstream:
        return of_upstream(path.substr(kUpstream.size() + 1));
      case Kind::page_folder:
        return of_folder(page_owner(path.substr(kPublic.size())));
      case Kind::page_file:
        return of_page_file(page_owner(path.substr(kPublic.size())));
      case Kind::shown:
        return of_shown(path.substr(kPublic.size()));
      case Kind::package:
        break;
    }
    return of_package(path.substr(kPublic.size()));
  }

 private:
  template <class... Values>
  Result<bool> has(std::string_view sql, const Values&... values) const {
    TRY_ASSIGN(auto row, store_.ledger().prepare(sql));
    int index = 0;
    (row.bind(++index, values), ...);
    return row.step();
  }

  Result<bool> of_blob(std::string_view path) const {
    const auto sum = sum_of(path);
    return sum ? has("SELECT 1 FROM blob WHERE sha256 = ?1", *sum) : false;
  }

  Result<bool> of_page(std::string_view path) const {
    const auto sum = sum_of(path);
    return sum ? has("SELECT 1 FROM page WHERE sha256 = ?1", *sum) : false;
  }

  // What was fetched of a channel: the body of an index, named by its checksum, and its shards.
  Result<bool> of_upstream(std::string_view path) const {
    const auto folder = without_last_part(path);
    if (last_part(folder) == "shards") {
      return has(
          "SELECT 1 FROM conda_index WHERE channel || '/' || subdir = ?1 AND form = 'shards'",
          without_last_part(folder));
    }
    const auto name = last_part(path);
    const auto sum = Sha256::from_hex(name.substr(0, name.find('.')));
    return sum ? has("SELECT 1 FROM conda_index WHERE channel || '/' || subdir = ?1 AND sha256 = "
                     "?2",
                     folder, *sum)
               : false;
  }

  Result<bool> of_folder(const PageOwner& owner) const {
    return has("SELECT 1 FROM unit WHERE path = ?1 AND since = ?2", owner.unit, owner.since);
  }

  Result<bool> of_page_file(const PageOwner& owner) const {
    // Where nobody knows the folder, that is the stray.
    TRY_ASSIGN(const auto folder_is_known, of_folder(owner));
    if (!folder_is_known) return true;
    return has("SELECT 1 FROM page WHERE path = ?1 AND since = ?2 AND name = ?3", owner.unit,
               owner.since, page_of_file(owner.page));
  }

  // A project, or a name that one of the pages beside it has.
  Result<bool> of_shown(std::string_view path) const {
    constexpr std::string_view kNow = "SELECT 1 FROM unit WHERE path = ?1 AND until IS NULL";
    const auto unit = without_last_part(path);
    if (last_part(path) == ".index") return has(kNow, unit);
    TRY_ASSIGN(const auto is_unit, unit == kProjectList ? has(kNow, path) : false);
    if (is_unit) return true;
    return has(
        "SELECT 1 FROM page JOIN unit USING (path, since) WHERE until IS NULL AND "
        "path = ?1 AND name = ?2",
        unit, page_of_file(last_part(path)));
  }

  // What stands where a link to a page belongs is that link, broken, and no stray.
  Result<bool> of_package(std::string_view path) const {
    TRY_ASSIGN(const auto promised, has("SELECT 1 FROM promise WHERE path = ?1", path));
    if (promised || !path.starts_with(kConda)) return promised;
    return of_shown(path);
  }

  const Store& store_;
};

class Walk {
 public:
  Walk(const Store& store, const VisitStray& visit) : store_(store), visit_(visit) {}

  Result<void> files_below(std::string_view folder, Kind kind) const {
    return io::each_file_below(store_.paths().root / folder, consider(kind));
  }
  Result<void> entries_of(std::string_view folder, Kind kind) const {
    return io::each_entry(store_.paths().root / folder, consider(kind));
  }

  // The packages of a channel, the folders of its pages and the links to them stand side by side.
  enum class Look { packages, links };
  Result<void> channels(Look look, std::string_view folder) const {
    const auto visit = [&](const fs::directory_entry& entry) -> Result<void> {
      std::error_code unknown;
      const auto type = entry.symlink_status(unknown).type();
      const auto path = cat(folder, '/', entry.path().filename().native());
      const bool in_links = look == Look::links;
      if (type == fs::file_type::directory) {
        if (entry.path().filename() != kIndexes) return channels(look, path);
        return in_links ? files_below(path, Kind::page_file) : entries_of(path, Kind::page_folder);
      }
      if (in_links != (type == fs::file_type::symlink)) return {};
      return consider(in_links ? Kind::shown : Kind::package)(entry);
    };
    return io::each_entry(store_.paths().root / folder, visit);
  }

 private:
  io::VisitEntry consider(Kind kind) const {
    return [this, kind](const fs::directory_entry& entry) -> Result<void> {
      const auto path = entry.path().lexically_relative(store_.paths().root).native();
      const Stray stray{.kind = kind, .path = path};
      TRY_ASSIGN(const auto known, is_known(store_, stray));
      return known ? Result<void>() : visit_(stray);
    };
  }

  const Store& store_;
  const VisitStray& visit_;
};

// Named only after their checksum came out right, and yet: the ledger was never told, so the power
// may have gone before the bytes were on disk.
Result<bool> take_in(const Store& store, const std::string& path) {
  const auto whole = store.paths().root / path;
  const auto sum = sum_of(path);
  std::error_code failed;
  if (!sum || !fs::is_regular_file(whole, failed)) return false;
  TRY_ASSIGN(const auto digests, io::digests_of_file(whole));
  if (digests.sha256 != *sum) return false;
  const Blob blob{.sha256 = *sum, .blake2b = digests.blake2b, .size = fs::file_size(whole, failed)};
  TRY(enter_blobs(store, std::span(&blob, 1)));
  return true;
}

}  // namespace

Result<void> each_stray(const Store& store, const VisitStray& visit) {
  const Walk walk(store, visit);
  TRY(walk.files_below("store/blobs/sha256", Kind::blob));
  TRY(walk.files_below("store/pages", Kind::page));
  TRY(walk.entries_of("store/generations", Kind::manifest));
  TRY(walk.files_below(kUpstream, Kind::upstream));
  TRY(walk.entries_of(kPageFolders, Kind::page_folder));
  TRY(walk.entries_of(kSiteFolders, Kind::page_folder));
  TRY(walk.channels(Walk::Look::packages, kChannels));
  return walk.files_below("public/pypi/packages", Kind::package);
}

Result<void> each_shown_stray(const Store& store, const VisitStray& visit) {
  const Walk walk(store, visit);
  TRY(walk.files_below(kPageFolders, Kind::page_file));
  TRY(walk.files_below(kSiteFolders, Kind::page_file));
  TRY(walk.channels(Walk::Look::links, kChannels));
  return walk.entries_of(kShown, Kind::shown);
}

Result<bool> is_known(const Store& store, const Stray& stray) {
  return Knowledge(store).of(stray);
}

Result<void> clear_away(const Store& store, const Stray& stray) {
  if (stray.kind == Kind::blob) {
    TRY_ASSIGN(const auto taken, take_in(store, stray.path));
    if (taken) return {};
  }
  if (stray.kind != Kind::package) TRY(io::remove_tree(store.paths().root / stray.path));
  if (!stray.path.starts_with(kPublic)) return {};
  return store.published().clear_away(std::string_view(stray.path).substr(kPublic.size()));
}

}  // namespace adder::mirror
