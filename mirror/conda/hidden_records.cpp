#include "mirror/conda/hidden_records.h"

#include "base/core/text.h"

#include <cstdint>

namespace adder::mirror {

Result<std::vector<HiddenRecord>> hidden_records(const Store& store, const Unit& unit) {
  std::vector<HiddenRecord> records;
  TRY_ASSIGN(auto rows, store.ledger().prepare(
                            "SELECT section, key, name, json, sha256 FROM conda_whole WHERE "
                            "path = ?1 AND since = ?2 ORDER BY section, key"));
  rows.bind(1, unit.path).bind(2, unit.since);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    records.push_back({.section = static_cast<conda::Section>(rows.number(0)),
                       .key = rows.text(1),
                       .name = rows.text(2),
                       .json = rows.text(3),
                       .sum = rows.digest<Sha256>(4)});
    TRY_ASSIGN(more, rows.step());
  }
  return records;
}

Result<void> remember_hidden_records(const Store& store, const std::string& path,
                                     std::span<const HiddenRecord> records) {
  TRY_ASSIGN(const auto now, unit_now(store, path));
  if (!now) return {};
  TRY_ASSIGN(auto gone,
             store.ledger().prepare("DELETE FROM conda_whole WHERE path = ?1 AND since = ?2"));
  TRY(gone.bind(1, path).bind(2, now->since).run());
  for (const auto& record : records) {
    TRY_ASSIGN(auto row, store.ledger().prepare(
                             "INSERT INTO conda_whole VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    row.bind(1, path).bind(2, now->since).bind(3, static_cast<std::int64_t>(record.section));
    row.bind(4, record.key).bind(5, record.name).bind(6, record.json).bind(7, record.sum);
    TRY(row.run());
  }
  return {};
}

}  // namespace adder::mirror
