#include "mirror/store/recovery.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "mirror/store/blobs.h"
#include "mirror/store/gc.h"
#include "mirror/store/publication.h"

#include <charconv>
#include <functional>
#include <string>
#include <system_error>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

using Visit = std::function<Result<void>(const fs::directory_entry&)>;

Error walk_error(const fs::path& folder, const std::error_code& why) {
  return {Error::Kind::io, cat("cannot list '", folder.native(), "': ", why.message())};
}

// Visits what is directly in the folder; a folder that is not there is an empty one.
Result<void> each_in(const fs::path& folder, const Visit& visit) {
  std::error_code failed;
  fs::directory_iterator entry(folder, failed);
  if (failed == std::errc::no_such_file_or_directory) return {};
  for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) TRY(visit(*entry));
  if (failed) return walk_error(folder, failed);
  return {};
}

Result<void> each_file_below(const fs::path& folder, const Visit& visit) {
  return each_in(folder, [&](const fs::directory_entry& entry) -> Result<void> {
    if (entry.is_directory() && !entry.is_symlink()) return each_file_below(entry.path(), visit);
    return visit(entry);
  });
}

Result<void> remove_tree(const fs::path& path) {
  std::error_code failed;
  fs::remove_all(path, failed);
  if (failed) {
    return Error(Error::Kind::io, cat("cannot remove '", path.native(), "': ", failed.message()));
  }
  return {};
}

Result<bool> has_row(io::Statement statement) {
  return statement.step();
}

class Sweep {
 public:
  explicit Sweep(const Store& store) : store_(store) {}

  Result<void> run() const {
    TRY(drafts());
    TRY(blobs());
    TRY(generations());
    TRY(pages());
    TRY(page_folders("pypi/.pages", "pypi/simple/"));
    TRY(page_folders(".sites", ""));
    return packages();
  }

 private:
  // Partial downloads stay: they go on where they stopped.
  Result<void> drafts() const {
    TRY(io::remove_file(store_.paths().incoming() / "page"));
    TRY(io::remove_file(store_.paths().incoming() / "link"));
    return each_in(store_.paths().published(),
                   [](const fs::directory_entry& entry) -> Result<void> {
                     const auto name = entry.path().filename().native();
                     const bool is_draft =
                         name.starts_with('.') && entry.is_regular_file() && !entry.is_symlink();
                     if (is_draft) TRY(io::remove_file(entry.path()));
                     return {};
                   });
  }

  // Named only after their checksum came out right, and yet: the ledger was never told, so the
  // power may have gone before the bytes were on disk.
  Result<void> blobs() const {
    const auto& folder = store_.paths().blobs();
    return each_file_below(folder, [&](const fs::directory_entry& entry) -> Result<void> {
      const auto hex =
          entry.path().parent_path().filename().native() + entry.path().filename().native();
      const auto sum = Sha256::from_hex(hex);
      if (!sum) return io::remove_file(entry.path()) ? Result<void>() : Result<void>();
      TRY_ASSIGN(const auto known, find_blob(store_, *sum));
      if (known) return {};
      TRY_ASSIGN(const auto digests, io::digests_of_file(entry.path()));
      if (digests.sha256 != *sum) {
        TRY(io::remove_file(entry.path()));
        return {};
      }
      const Blob blob{
          .sha256 = *sum, .blake2b = digests.blake2b, .size = fs::file_size(entry.path())};
      return enter_blobs(store_, std::span(&blob, 1));
    });
  }

  Result<void> generations() const {
    return each_in(
        store_.paths().generations(), [&](const fs::directory_entry& entry) -> Result<void> {
          const auto name = entry.path().filename().native();
          int number = 0;
          const auto end = std::from_chars(name.data(), name.data() + name.size(), number).ptr;
          TRY_ASSIGN(auto row,
                     store_.ledger().prepare("SELECT 1 FROM generation WHERE number = ?1"));
          row.bind(1, number);
          TRY_ASSIGN(const auto known, has_row(std::move(row)));
          const bool is_number = end == name.data() + name.size();
          if (!known || !is_number) TRY(io::remove_file(entry.path()));
          return {};
        });
  }

  Result<void> pages() const {
    return each_file_below(
        store_.paths().pages(), [&](const fs::directory_entry& entry) -> Result<void> {
          const auto hex =
              entry.path().parent_path().filename().native() + entry.path().filename().native();
          const auto sum = Sha256::from_hex(hex);
          TRY_ASSIGN(auto row, store_.ledger().prepare("SELECT 1 FROM page WHERE sha256 = ?1"));
          row.bind(1, sum ? *sum : Sha256());
          TRY_ASSIGN(const auto known, has_row(std::move(row)));
          if (!known) TRY(io::remove_file(entry.path()));
          return {};
        });
  }

  Result<void> page_folders(std::string_view folder, std::string_view prefix) const {
    const auto path = store_.paths().published() / folder;
    return each_in(path, [&](const fs::directory_entry& entry) -> Result<void> {
      const auto name = entry.path().filename().native();
      const auto dot = name.rfind('.');
      auto unit = prefix.empty() ? std::string(kSite) : cat(prefix, name.substr(0, dot));
      if (name.starts_with("_list.")) unit = kProjectList;
      const auto digits = dot == name.npos ? name : name.substr(dot + 1);
      TRY_ASSIGN(auto row,
                 store_.ledger().prepare("SELECT 1 FROM unit WHERE path = ?1 AND since = ?2"));
      row.bind(1, unit).bind(2, digits);
      TRY_ASSIGN(const auto known, has_row(std::move(row)));
      return known ? Result<void>() : remove_tree(entry.path());
    });
  }

  Result<void> packages() const {
    const auto& root = store_.paths().published();
    return each_file_below(
        root / "pypi/packages", [&](const fs::directory_entry& entry) -> Result<void> {
          const auto path = entry.path().lexically_relative(root).native();
          TRY_ASSIGN(auto row, store_.ledger().prepare("SELECT 1 FROM promise WHERE path = ?1"));
          row.bind(1, path);
          TRY_ASSIGN(const auto known, has_row(std::move(row)));
          if (!known) TRY(store_.published().remove(path));
          return {};
        });
  }

  const Store& store_;
};

}  // namespace

Result<void> recover(const Store& store) {
  TRY_ASSIGN(const auto unfinished, store.ledger().number(kUnfinished));
  TRY(finish_switch(store));
  TRY(finish_removal(store));
  if (!unfinished) return {};
  return Sweep(store).run();
}

}  // namespace adder::mirror
