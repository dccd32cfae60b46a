#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/folder.h"
#include "mirror/store/gc.h"

#include <filesystem>
#include <system_error>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

class Removal {
 public:
  explicit Removal(const Store& store) : store_(store) {}

  // The ledger forgets them all, and remembers what has to leave the disk, in this order.
  Result<void> commit(const Waste& waste) const {
    TRY_ASSIGN(auto transaction, store_.ledger().begin());
    for (const auto& file : waste.files) TRY(doom("public/" + file));
    for (const auto& [path, since, unit] : waste.promises) {
      TRY(forget("DELETE FROM promise WHERE path = ?1 AND since = ?2 AND unit = ?3", path, since,
                 unit));
    }
    for (const auto& folder : waste.page_folders) TRY(doom("public/" + folder));
    for (const auto& [path, since] : waste.units) {
      TRY(forget("DELETE FROM page WHERE path = ?1 AND since = ?2", path, since));
      TRY(forget("DELETE FROM pypi_whole WHERE path = ?1 AND since = ?2", path, since));
      TRY(forget("DELETE FROM conda_whole WHERE path = ?1 AND since = ?2", path, since));
      TRY(forget("DELETE FROM unit WHERE path = ?1 AND since = ?2", path, since));
    }
    for (const auto number : waste.generations) {
      TRY(doom(cat("store/generations/", number)));
      TRY(forget("DELETE FROM generation WHERE number = ?1", number));
      TRY(forget("DELETE FROM fact WHERE name = 'rollback_' || ?1", number));
    }
    if (!waste.generations.empty()) TRY(forget_counts());
    for (const auto& sum : waste.pages) TRY(doom("store/pages/" + Paths::spread(sum)));
    for (const auto& sum : waste.blobs) {
      TRY(doom("store/blobs/sha256/" + Paths::spread(sum)));
      TRY(forget("DELETE FROM blob WHERE sha256 = ?1", sum));
      TRY(forget("DELETE FROM conda_carried WHERE sha256 = ?1", sum));
    }
    TRY(begin_graces(waste));
    return std::move(transaction).commit();
  }

 private:
  Result<void> doom(const std::string& path) const {
    TRY_ASSIGN(auto row, store_.ledger().prepare("INSERT INTO doomed(path) VALUES (?1)"));
    TRY(row.bind(1, path).run());
    return {};
  }

  template <class... Keys>
  Result<void> forget(std::string_view sql, const Keys&... keys) const {
    TRY_ASSIGN(auto row, store_.ledger().prepare(sql));
    int index = 0;
    (row.bind(++index, keys), ...);
    TRY(row.run());
    return {};
  }

  // What a section held in generations that are all forgotten; what was noted last always stays.
  Result<void> forget_counts() const {
    return store_.ledger().database().execute(
        "DELETE FROM section_count AS old WHERE EXISTS (SELECT 1 FROM section_count WHERE section "
        "= "
        "old.section AND since > old.since) AND NOT EXISTS (SELECT 1 FROM generation WHERE number "
        ">= old.since AND number < (SELECT min(since) FROM section_count WHERE section = "
        "old.section AND since > old.since))");
  }

  Result<void> begin_graces(const Waste& waste) const {
    const auto now = store_.now().time_since_epoch().count();
    for (const auto& [path, since, unit] : waste.released) {
      TRY_ASSIGN(auto row,
                 store_.ledger().prepare("UPDATE promise SET released_at = ?4 WHERE path = ?1 AND "
                                         "since = ?2 AND unit = ?3"));
      TRY(row.bind(1, path).bind(2, since).bind(3, unit).bind(4, now).run());
    }
    return {};
  }

  const Store& store_;
};

Result<void> remove_doomed(const Store& store, const std::string& path) {
  constexpr std::string_view kPublic = "public/";
  std::error_code failed;
  const auto whole = store.paths().root / path;
  const bool is_public = path.starts_with(kPublic);
  if (!is_public || fs::is_directory(whole, failed)) TRY(io::remove_tree(whole));
  if (!is_public) return {};
  return store.published().clear_away(std::string_view(path).substr(kPublic.size()));
}

bool is_empty(const Waste& waste) {
  return waste.files.empty() && waste.page_folders.empty() && waste.units.empty() &&
         waste.generations.empty() && waste.pages.empty() && waste.blobs.empty() &&
         waste.promises.empty() && waste.released.empty();
}

}  // namespace

Result<void> remove_waste(const Store& store, const Waste& waste) {
  for (const auto& part : waste.parts) TRY(io::remove_file(part));
  if (is_empty(waste)) return {};
  TRY(Removal(store).commit(waste));
  TRY(finish_removal(store));
  return {};
}

Result<void> finish_removal(const Store& store) {
  {
    TRY_ASSIGN(auto rows, store.ledger().prepare("SELECT path FROM doomed ORDER BY id"));
    TRY_ASSIGN(auto more, rows.step());
    if (!more) return {};
    while (more) {
      TRY(remove_doomed(store, rows.text(0)));
      TRY_ASSIGN(more, rows.step());
    }
  }
  // Else a power cut could bring back what nobody remembers any more.
  TRY(io::sync_file_system(store.paths().root));
  return store.ledger().database().execute("DELETE FROM doomed");
}

}  // namespace adder::mirror
