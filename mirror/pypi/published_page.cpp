#include "mirror/pypi/published_page.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/zstd.h"
#include "base/pypi/simple_reader.h"
#include "base/pypi/simple_writer.h"
#include "mirror/pypi/published_paths.h"
#include "mirror/pypi/shown_page.h"
#include "mirror/store/companions.h"
#include "mirror/store/hidden.h"

namespace adder::mirror {

namespace {

constexpr std::size_t kLongestPage = std::size_t{512} << 20;

// Only there so that relative URLs can be read and told again.
constexpr std::string_view kSomewhere = "https://mirror.invalid/pypi/";

// What the page of that generation would be if nothing of it were hidden.
Result<std::optional<std::string>> concealed(const Store& store, const Unit& unit) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare("SELECT body FROM pypi_whole WHERE path = ?1 AND since = ?2"));
  TRY_ASSIGN(const auto found, row.bind(1, unit.path).bind(2, unit.since).step());
  if (!found) return std::optional<std::string>();
  TRY_ASSIGN(auto text, io::unzstd(row.bytes(0), kLongestPage));
  return std::optional(std::move(text));
}

// Going on without it would look as if nobody had ever published it.
Error not_ours(std::string_view file, std::string_view why) {
  return {Error::Kind::corrupt,
          cat("a page of this mirror names '", printable(file), "' as it never would: ", why)};
}

}  // namespace

Result<std::set<pypi::ProjectName>> published_projects(const Store& store) {
  std::set<pypi::ProjectName> names;
  const std::string prefix = project_unit("");
  TRY_ASSIGN(auto rows,
             store.ledger().prepare("SELECT path FROM unit WHERE until IS NULL AND path > ?1 "
                                    "AND path < ?2"));
  rows.bind(1, prefix).bind(2, cat(kProjectList, '0'));  // '0' comes right after '/'
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    TRY_ASSIGN(auto name, pypi::ProjectName::parse(rows.bytes(0).substr(prefix.size())));
    names.insert(std::move(name));
    TRY_ASSIGN(more, rows.step());
  }
  return names;
}

Result<pypi::ProjectPage> parse_own_page(std::string_view json) {
  const auto base = cat(kSomewhere, "simple/p/");
  std::optional<Error> trouble;
  const auto refuse = [&](std::string_view file, std::string_view why) {
    if (!trouble) trouble = not_ours(file, why);
  };
  TRY_ASSIGN(auto page, pypi::read_project_page(json, base, refuse, pypi::kOwnPage));
  if (trouble) return *std::move(trouble);
  for (auto& file : page.files) {
    if (file.url.starts_with(kSomewhere)) file.url = "../../" + file.url.substr(kSomewhere.size());
  }
  return page;
}

Result<std::optional<pypi::ProjectPage>> published_page(const Store& store,
                                                        const pypi::ProjectName& project) {
  TRY_ASSIGN(const auto unit, unit_now(store, project_unit(project.text())));
  if (!unit) return std::optional<pypi::ProjectPage>();
  return page_of_unit(store, *unit);
}

Result<std::optional<pypi::ProjectPage>> page_of_unit(const Store& store, const Unit& unit) {
  TRY_ASSIGN(auto text, concealed(store, unit));
  if (!text) {
    const auto shown = unit.pages.find("index.v1_json");
    if (shown == unit.pages.end()) return std::optional<pypi::ProjectPage>();
    TRY_ASSIGN(text, io::read_file(store.paths().page(shown->second), kLongestPage));
  }
  TRY_ASSIGN(auto page, parse_own_page(*text));
  return std::optional(std::move(page));
}

Result<std::optional<Sha256>> companion_of(const Store& store, const pypi::FileRecord& file,
                                           std::string_view suffix) {
  const auto path = package_path_of(file.url);
  if (!path) return std::optional<Sha256>();
  TRY_ASSIGN(auto row, store.ledger().prepare("SELECT sha256 FROM promise JOIN blob USING (sha256) "
                                              "WHERE path = ?1 ORDER BY since DESC LIMIT 1"));
  TRY_ASSIGN(const auto found, row.bind(1, cat(*path, suffix)).step());
  return found ? std::optional(row.digest<Sha256>(0)) : std::nullopt;
}

Result<std::vector<Promise>> promises_of(const Store& store, const pypi::ProjectPage& page) {
  std::vector<Promise> promises;
  for (const auto& file : page.files) {
    const auto path = package_path_of(file.url);
    if (!file.sha256 || !path) continue;
    promises.push_back({.path = *path, .sha256 = *file.sha256});
    if (file.core_metadata.sha256) {
      promises.push_back({.path = cat(*path, kMetadata), .sha256 = *file.core_metadata.sha256});
    }
    for (const auto suffix : {kSignature, kProvenance}) {
      const bool named =
          suffix == kProvenance ? file.provenance.has_value() : file.gpg_sig.value_or(false);
      if (!named) continue;
      TRY_ASSIGN(const auto sum, companion_of(store, file, suffix));
      if (sum) promises.push_back({.path = cat(*path, suffix), .sha256 = *sum});
    }
  }
  return promises;
}

Result<std::map<std::string, Sha256>> whole_promises(const Store& store,
                                                     const pypi::ProjectName& project) {
  std::map<std::string, Sha256> by_path;
  TRY_ASSIGN(const auto unit, unit_now(store, project_unit(project.text())));
  if (!unit) return by_path;
  TRY_ASSIGN(const auto text, concealed(store, *unit));
  if (!text) return promises_now(store, unit->path);
  TRY_ASSIGN(const auto page, parse_own_page(*text));
  TRY_ASSIGN(const auto promises, promises_of(store, page));
  for (const auto& promise : promises) by_path.emplace(promise.path, promise.sha256);
  return by_path;
}

namespace {

// Keeps what the page would be, so that nothing is lost while some of it is hidden.
Result<void> remember_whole(const Store& store, const Unit& unit, const pypi::ProjectPage& page) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare("INSERT OR REPLACE INTO pypi_whole VALUES (?1, ?2, ?3)"));
  row.bind(1, unit.path).bind(2, unit.since);
  TRY(row.bind_blob(3, io::zstd(pypi::write_project_json(page))).run());
  return {};
}

Result<void> forget_whole(const Store& store, const Unit& unit) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare("DELETE FROM pypi_whole WHERE path = ?1 AND since = ?2"));
  TRY(row.bind(1, unit.path).bind(2, unit.since).run());
  return {};
}

}  // namespace

Result<void> put_page(const Store& store, Publication& publication,
                      const pypi::ProjectName& project, ComposedPage page) {
  TRY_ASSIGN(const auto hidden, hidden_names(store, "pypi"));
  const auto files = page.page.files.size();
  const bool all = hidden.contains(project.text());
  const auto whole = page.page;
  const auto shown = without_hidden(std::move(page), hidden);
  TRY(publication.put({.path = project_unit(project.text()),
                       .draw = [&](int generation) { return draw_project(shown.page, generation); },
                       .promises = shown.promises}));
  TRY_ASSIGN(const auto unit, unit_now(store, project_unit(project.text())));
  const bool is_whole = !all && shown.page.files.size() == files;
  return is_whole ? forget_whole(store, *unit) : remember_whole(store, *unit, whole);
}

}  // namespace adder::mirror
