#include "mirror/pypi/upstream_book.h"

#include "base/io/zstd.h"
#include "base/pypi/simple_reader.h"

#include <charconv>

namespace adder::mirror {

namespace {

constexpr std::size_t kLongestPage = std::size_t{256} << 20;

std::optional<std::uint64_t> serial_of(std::string_view digits) {
  std::uint64_t serial = 0;
  const auto* end = digits.data() + digits.size();
  if (digits.empty() || std::from_chars(digits.data(), end, serial).ptr != end) return std::nullopt;
  return serial;
}

void bind_serial(io::Statement& row, int index, const std::optional<std::uint64_t>& serial) {
  if (serial) {
    row.bind(index, static_cast<std::int64_t>(*serial));
  } else {
    row.bind_null(index);
  }
}

std::optional<std::uint64_t> read_serial(const io::Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return static_cast<std::uint64_t>(row.number(column));
}

}  // namespace

Result<std::optional<KnownList>> known_list(const Store& store) {
  TRY_ASSIGN(auto row, store.ledger().prepare("SELECT upstream, etag, last_modified, serial, "
                                              "projects, names FROM pypi_list"));
  TRY_ASSIGN(const auto found, row.step());
  if (!found) return std::optional<KnownList>();
  return std::optional(KnownList{.upstream = row.text(0),
                                 .etag = row.text(1),
                                 .last_modified = row.text(2),
                                 .serial = read_serial(row, 3),
                                 .projects = static_cast<std::uint64_t>(row.number(4)),
                                 .names = row.text(5)});
}

Result<void> remember_list(const Store& store, const KnownList& list) {
  TRY_ASSIGN(auto row, store.ledger().prepare(
                           "INSERT OR REPLACE INTO pypi_list VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)"));
  row.bind(1, list.upstream).bind(2, list.etag).bind(3, list.last_modified);
  bind_serial(row, 4, list.serial);
  row.bind(5, static_cast<std::int64_t>(list.projects)).bind_blob(6, list.names);
  TRY(row.run());
  return {};
}

Result<void> each_name(const KnownList& list, const VisitName& visit) {
  std::string rest;
  return io::unzstd_pieces(list.names, [&](std::string_view piece) -> Result<void> {
    rest += piece;
    std::string_view text = rest;
    for (auto end = text.find('\n'); end != text.npos; end = text.find('\n')) {
      const auto line = text.substr(0, end);
      const auto tab = line.find('\t');
      TRY(visit(line.substr(0, tab), serial_of(line.substr(tab + 1))));
      text.remove_prefix(end + 1);
    }
    rest.erase(0, rest.size() - text.size());
    return {};
  });
}

Result<std::optional<KnownPage>> known_page(const Store& store, const pypi::ProjectName& project) {
  TRY_ASSIGN(auto row, store.ledger().prepare(
                           "SELECT url, serial, etag, last_modified, files, body, upstream "
                           "FROM pypi_page WHERE project = ?1"));
  TRY_ASSIGN(const auto found, row.bind(1, project.text()).step());
  if (!found) return std::optional<KnownPage>();
  KnownPage page{.upstream = row.text(6),
                 .url = row.text(0),
                 .serial = read_serial(row, 1),
                 .etag = row.text(2),
                 .last_modified = row.text(3),
                 .files = static_cast<std::uint64_t>(row.number(4)),
                 .body = std::nullopt};
  if (!row.is_null(5)) page.body = row.text(5);
  return std::optional(std::move(page));
}

Result<std::optional<pypi::ProjectPage>> parse_known_page(const KnownPage& known,
                                                          const pypi::Malformed& malformed) {
  if (!known.body) return std::optional<pypi::ProjectPage>();
  TRY_ASSIGN(const auto text, io::unzstd(*known.body, kLongestPage));
  TRY_ASSIGN(auto page, pypi::read_project_page(text, known.url, malformed));
  page.serial = known.serial;
  return std::optional(std::move(page));
}

Result<std::optional<pypi::ProjectPage>> stored_page(const Store& store,
                                                     const pypi::ProjectName& project) {
  TRY_ASSIGN(const auto known, known_page(store, project));
  if (!known) return std::optional<pypi::ProjectPage>();
  return parse_known_page(*known, [](std::string_view, std::string_view) {});
}

Result<std::vector<pypi::ProjectName>> known_projects(const Store& store) {
  std::vector<pypi::ProjectName> names;
  TRY_ASSIGN(auto rows,
             store.ledger().prepare(
                 "SELECT project FROM pypi_page WHERE body IS NOT NULL ORDER BY project"));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    TRY_ASSIGN(auto name, pypi::ProjectName::parse(rows.bytes(0)));
    names.push_back(std::move(name));
    TRY_ASSIGN(more, rows.step());
  }
  return names;
}

Result<void> remember_page(const Store& store, const pypi::ProjectName& project,
                           const KnownPage& page) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare("INSERT OR REPLACE INTO pypi_page(project, url, serial, etag, "
                                    "last_modified, files, body, upstream) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
  row.bind(1, project.text()).bind(2, page.url).bind(8, page.upstream);
  bind_serial(row, 3, page.serial);
  row.bind(4, page.etag).bind(5, page.last_modified);
  row.bind(6, static_cast<std::int64_t>(page.files));
  if (page.body) {
    row.bind_blob(7, *page.body);
  } else {
    row.bind_null(7);
  }
  TRY(row.run());
  return {};
}

Result<void> forget_page(const Store& store, const pypi::ProjectName& project) {
  TRY_ASSIGN(auto row, store.ledger().prepare("DELETE FROM pypi_page WHERE project = ?1"));
  TRY(row.bind(1, project.text()).run());
  return {};
}

}  // namespace adder::mirror
