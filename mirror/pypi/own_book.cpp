#include "mirror/pypi/own_book.h"

namespace adder::mirror {

namespace {

OwnFile read_row(const io::Statement& row) {
  OwnFile file{.path = row.text(0),
               .stamp = {.size = static_cast<std::uint64_t>(row.number(1)),
                         .inode = row.number(2),
                         .written = row.number(3),
                         .changed = row.number(4)},
               .project = row.text(5),
               .sha256 = row.digest<Sha256>(6),
               .requires_python = row.text(7),
               .problem = row.text(10)};
  if (!row.is_null(8)) file.metadata = row.digest<Sha256>(8);
  if (!row.is_null(9)) file.requires_dist = row.text(9);
  return file;
}

Result<void> write_row(const Store& store, const OwnFile& file) {
  TRY_ASSIGN(auto row, store.ledger().prepare("INSERT INTO own_file VALUES "
                                              "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"));
  row.bind(1, file.path.native());
  row.bind(2, static_cast<std::int64_t>(file.stamp.size)).bind(3, file.stamp.inode);
  row.bind(4, file.stamp.written).bind(5, file.stamp.changed);
  row.bind(6, file.project).bind(7, file.sha256).bind(8, file.requires_python);
  if (file.metadata) {
    row.bind(9, *file.metadata);
  } else {
    row.bind_null(9);
  }
  if (file.requires_dist) {
    row.bind(10, *file.requires_dist);
  } else {
    row.bind_null(10);
  }
  TRY(row.bind(11, file.problem).run());
  return {};
}

}  // namespace

Result<std::vector<OwnFile>> known_own_files(const Store& store) {
  std::vector<OwnFile> files;
  TRY_ASSIGN(auto rows, store.ledger().prepare("SELECT * FROM own_file ORDER BY path"));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    files.push_back(read_row(rows));
    TRY_ASSIGN(more, rows.step());
  }
  return files;
}

Result<void> remember_own_files(const Store& store, std::span<const OwnFile> files) {
  TRY_ASSIGN(auto transaction, store.ledger().begin());
  TRY(store.ledger().database().execute("DELETE FROM own_file"));
  for (const auto& file : files) TRY(write_row(store, file));
  return std::move(transaction).commit();
}

}  // namespace adder::mirror
