#include "mirror/conda/index_book.h"

#include "base/core/text.h"

namespace adder::mirror {

namespace {

Time time_of(std::int64_t seconds) {
  return Time(std::chrono::seconds(seconds));
}

std::int64_t seconds_of(Time time) {
  return time.time_since_epoch().count();
}

}  // namespace

Result<std::optional<KnownIndex>> known_index(const Store& store, const std::string& channel,
                                              const std::string& subdir) {
  TRY_ASSIGN(
      auto row,
      store.ledger().prepare(
          "SELECT upstream, url, form, etag, last_modified, sha256, size, records, names, "
          "shards, base_url, shards_base_url, recipe, chosen_at, accepted_at FROM conda_index "
          "WHERE channel = ?1 AND subdir = ?2"));
  TRY_ASSIGN(const auto found, row.bind(1, channel).bind(2, subdir).step());
  if (!found) return std::optional<KnownIndex>();
  return std::optional(KnownIndex{.upstream = row.text(0),
                                  .url = row.text(1),
                                  .form = form_of(row.bytes(2)),
                                  .etag = row.text(3),
                                  .last_modified = row.text(4),
                                  .sha256 = row.digest<Sha256>(5),
                                  .size = static_cast<std::uint64_t>(row.number(6)),
                                  .records = static_cast<std::uint64_t>(row.number(7)),
                                  .names = static_cast<std::uint64_t>(row.number(8)),
                                  .shards = static_cast<std::uint64_t>(row.number(9)),
                                  .base_url = row.text(10),
                                  .shards_base_url = row.text(11),
                                  .recipe = row.digest<Sha256>(12),
                                  .chosen_at = time_of(row.number(13)),
                                  .accepted_at = time_of(row.number(14))});
}

Result<std::vector<std::string>> known_subdirs(const Store& store, const std::string& channel) {
  std::vector<std::string> subdirs;
  TRY_ASSIGN(auto rows, store.ledger().prepare(
                            "SELECT subdir FROM conda_index WHERE channel = ?1 ORDER BY subdir"));
  rows.bind(1, channel);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    subdirs.push_back(rows.text(0));
    TRY_ASSIGN(more, rows.step());
  }
  return subdirs;
}

Result<void> remember_index(const Store& store, const std::string& channel,
                            const std::string& subdir, const KnownIndex& index) {
  TRY_ASSIGN(auto row, store.ledger().prepare(
                           "INSERT OR REPLACE INTO conda_index(channel, subdir, upstream, url, "
                           "form, etag, last_modified, sha256, size, records, names, shards, "
                           "base_url, shards_base_url, recipe, chosen_at, accepted_at) VALUES "
                           "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
                           "?16, ?17)"));
  row.bind(1, channel).bind(2, subdir).bind(3, index.upstream).bind(4, index.url);
  row.bind(5, word_of(index.form)).bind(6, index.etag).bind(7, index.last_modified);
  row.bind(8, index.sha256).bind(9, static_cast<std::int64_t>(index.size));
  row.bind(10, static_cast<std::int64_t>(index.records));
  row.bind(11, static_cast<std::int64_t>(index.names));
  row.bind(12, static_cast<std::int64_t>(index.shards));
  row.bind(13, index.base_url).bind(14, index.shards_base_url).bind(15, index.recipe);
  row.bind(16, seconds_of(index.chosen_at)).bind(17, seconds_of(index.accepted_at));
  TRY(row.run());
  return {};
}

Result<void> forget_index(const Store& store, const std::string& channel,
                          const std::string& subdir) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare("DELETE FROM conda_index WHERE channel = ?1 AND subdir = ?2"));
  TRY(row.bind(1, channel).bind(2, subdir).run());
  return {};
}

Result<std::optional<KnownNotices>> known_notices(const Store& store, const std::string& channel) {
  TRY_ASSIGN(auto row, store.ledger().prepare("SELECT upstream, etag, last_modified, json "
                                              "FROM conda_notices WHERE channel = ?1"));
  TRY_ASSIGN(const auto found, row.bind(1, channel).step());
  if (!found) return std::optional<KnownNotices>();
  KnownNotices notices{.upstream = row.text(0),
                       .etag = row.text(1),
                       .last_modified = row.text(2),
                       .json = std::nullopt};
  if (!row.is_null(3)) notices.json = row.text(3);
  return std::optional(std::move(notices));
}

Result<void> remember_notices(const Store& store, const std::string& channel,
                              const KnownNotices& notices) {
  TRY_ASSIGN(auto row, store.ledger().prepare(
                           "INSERT OR REPLACE INTO conda_notices VALUES (?1, ?2, ?3, ?4, ?5)"));
  row.bind(1, channel).bind(2, notices.upstream).bind(3, notices.etag);
  row.bind(4, notices.last_modified);
  if (notices.json) {
    row.bind(5, *notices.json);
  } else {
    row.bind_null(5);
  }
  TRY(row.run());
  return {};
}

std::filesystem::path index_folder(const Paths& paths, const std::string& channel,
                                   const std::string& subdir) {
  return paths.upstream() / channel / subdir;
}

std::filesystem::path index_body(const Paths& paths, const std::string& channel,
                                 const std::string& subdir, const KnownIndex& index) {
  return index_folder(paths, channel, subdir) /
         cat(index.sha256.hex(), '.', file_name_of(index.form));
}

std::filesystem::path shards_folder(const Paths& paths, const std::string& channel,
                                    const std::string& subdir) {
  return index_folder(paths, channel, subdir) / "shards";
}

}  // namespace adder::mirror
