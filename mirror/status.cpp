#include "mirror/status.h"

#include "base/io/atomic_file.h"
#include "base/io/file.h"
#include "mirror/store/generations.h"
#include "mirror/store/held_items.h"
#include "mirror/store/hidden.h"
#include "mirror/store/unit.h"

#include <limits>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace {

Time time_of(std::int64_t seconds) {
  return Time(std::chrono::seconds(seconds));
}

std::int64_t number_of(Time time) {
  return time.time_since_epoch().count();
}

// What the index pages of PyPI promise now; companions count by their bytes only.
Result<void> count_pypi(const Store& store, documents::Status::Section& section) {
  TRY_ASSIGN(auto units, store.ledger().prepare("SELECT count(*) FROM unit WHERE until IS NULL AND "
                                                "path > 'pypi/simple/' AND path < 'pypi/simple0'"));
  TRY(units.step());
  section.projects = static_cast<std::uint64_t>(units.number(0));
  TRY_ASSIGN(
      auto files,
      store.ledger().prepare(
          "SELECT count(*) FILTER (WHERE path NOT LIKE '%.metadata' AND path NOT LIKE '%.asc' "
          "AND path NOT LIKE '%.provenance'), coalesce(sum(size), 0) FROM promise JOIN blob "
          "USING (sha256) WHERE until IS NULL AND path > 'pypi/' AND path < 'pypi0'"));
  TRY(files.step());
  section.files = static_cast<std::uint64_t>(files.number(0));
  section.bytes = static_cast<std::uint64_t>(files.number(1));
  return {};
}

// What was noted last, up to a generation; nothing: none of it was there yet.
Result<Counts> counts_as_of(const Store& store, std::string_view section, int generation) {
  TRY_ASSIGN(auto row, store.ledger().prepare(
                           "SELECT projects, files, bytes FROM section_count WHERE section = ?1 "
                           "AND since <= ?2 ORDER BY since DESC LIMIT 1"));
  TRY_ASSIGN(const auto found, row.bind(1, section).bind(2, generation).step());
  if (!found) return Counts();
  return Counts{.projects = static_cast<std::uint64_t>(row.number(0)),
                .files = static_cast<std::uint64_t>(row.number(1)),
                .bytes = static_cast<std::uint64_t>(row.number(2))};
}

Result<Counts> counts_now(const Store& store, std::string_view section) {
  return counts_as_of(store, section, std::numeric_limits<int>::max());
}

Result<void> count_channel(const Store& store, documents::Status::Section& section) {
  TRY_ASSIGN(const auto counts, counts_now(store, section.name));
  section.projects = counts.projects;
  section.files = counts.files;
  section.bytes = counts.bytes;
  return {};
}

Result<std::vector<documents::Status::Section>> sections(const Store& store) {
  std::vector<documents::Status::Section> out;
  TRY_ASSIGN(auto rows,
             store.ledger().prepare(
                 "SELECT name, checked_at, upstream_at, ok, vanished FROM section ORDER BY name"));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    documents::Status::Section section;
    section.name = rows.text(0);
    section.checked_at = time_of(rows.number(1));
    if (!rows.is_null(2)) section.upstream_age_s = number_of(store.now()) - rows.number(2);
    section.ok = rows.number(3) != 0;
    section.vanished = static_cast<std::uint64_t>(rows.number(4));
    if (section.name == "pypi") TRY(count_pypi(store, section));
    if (section.name.starts_with(kConda)) TRY(count_channel(store, section));
    out.push_back(std::move(section));
    TRY_ASSIGN(more, rows.step());
  }
  return out;
}

Result<std::optional<documents::Status::Run>> last_run(const Store& store) {
  TRY_ASSIGN(const auto started, store.ledger().number("last_sync_started"));
  TRY_ASSIGN(const auto ended, store.ledger().number("last_sync_ended"));
  TRY_ASSIGN(const auto exit, store.ledger().number("last_sync_exit"));
  if (!started || !ended || !exit) return std::optional<documents::Status::Run>();
  return std::optional(documents::Status::Run{.started_at = time_of(*started),
                                              .ended_at = time_of(*ended),
                                              .exit = static_cast<int>(*exit)});
}

}  // namespace

Result<documents::Status> describe_status(const Store& store) {
  documents::Status status;
  status.adder = ADDER_VERSION;
  TRY_ASSIGN(status.generation, current_generation(store));
  TRY_ASSIGN(const auto all, generations(store));
  if (!all.empty()) status.published_at = all.back().made_at;
  TRY_ASSIGN(const auto frozen, store.ledger().number("frozen"));
  status.frozen = frozen.has_value();
  TRY_ASSIGN(status.last_sync, last_run(store));
  TRY_ASSIGN(status.sections, sections(store));
  TRY_ASSIGN(const auto held, held_items(store));
  for (const auto& item : held) {
    status.held.push_back({.section = item.held.section,
                           .item = item.held.item,
                           .reason = std::string(words(item.held.reason)),
                           .since = item.since,
                           .tries = item.tries});
  }
  TRY_ASSIGN(const auto hidden, hidden_items(store));
  for (const auto& item : hidden) {
    status.hidden.push_back(
        {.name = item.name, .cause = item.cause, .since = item.since, .note = item.note});
  }
  TRY_ASSIGN(const auto disk, io::disk_space(store.paths().root));
  status.disk_used = disk.used;
  status.disk_free = disk.free;
  return status;
}

Result<void> write_status_files(const Store& store) {
  TRY_ASSIGN(auto status, describe_status(store));
  // Why something is hidden is for the admin alone.
  for (auto& item : status.hidden) item.note.reset();
  TRY(io::replace_file(store.paths().published() / "status.json", documents::write_status(status)));
  return io::replace_file(store.paths().published() / "metrics.prom",
                          documents::write_metrics(status));
}

Result<void> note_look(const Store& store, const std::string& section, bool ok) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare(
                 "INSERT INTO section VALUES (?1, ?2, ?3, ?4, 0) ON CONFLICT (name) DO UPDATE "
                 "SET checked_at = ?2, upstream_at = coalesce(?3, upstream_at), ok = ?4"));
  row.bind(1, section).bind(2, number_of(store.now())).bind(4, ok ? 1 : 0);
  if (ok) row.bind(3, number_of(store.now()));
  TRY(row.run());
  return {};
}

Result<void> note_vanished(const Store& store, const std::string& section, std::uint64_t files) {
  TRY_ASSIGN(auto row, store.ledger().prepare("UPDATE section SET vanished = ?2 WHERE name = ?1"));
  row.bind(1, section).bind(2, static_cast<std::int64_t>(files));
  TRY(row.run());
  return {};
}

Result<void> note_counts(const Store& store, const std::string& section, const Counts& counts) {
  TRY_ASSIGN(const auto now, counts_now(store, section));
  if (counts == now) return {};
  TRY_ASSIGN(const auto generation, current_generation(store));
  TRY_ASSIGN(auto row, store.ledger().prepare(
                           "INSERT OR REPLACE INTO section_count VALUES (?1, ?2, ?3, ?4, ?5)"));
  row.bind(1, section).bind(2, generation + 1);
  row.bind(3, static_cast<std::int64_t>(counts.projects));
  row.bind(4, static_cast<std::int64_t>(counts.files));
  TRY(row.bind(5, static_cast<std::int64_t>(counts.bytes)).run());
  return {};
}

Result<void> note_counts_again(const Store& store, int generation) {
  std::vector<std::string> sections;
  {
    TRY_ASSIGN(auto rows, store.ledger().prepare("SELECT DISTINCT section FROM section_count"));
    TRY_ASSIGN(auto more, rows.step());
    while (more) {
      sections.push_back(rows.text(0));
      TRY_ASSIGN(more, rows.step());
    }
  }
  for (const auto& section : sections) {
    TRY_ASSIGN(const auto then, counts_as_of(store, section, generation));
    TRY(note_counts(store, section, then));
  }
  return {};
}

Result<void> note_run(const Store& store, const documents::Status::Run& run) {
  TRY(store.ledger().set("last_sync_started", number_of(run.started_at)));
  TRY(store.ledger().set("last_sync_ended", number_of(run.ended_at)));
  return store.ledger().set("last_sync_exit", std::int64_t{run.exit});
}

}  // namespace adder::mirror
