#include "base/documents/status.h"

#include "base/core/text.h"

#include <nlohmann/json.hpp>

namespace adder::documents {

namespace {

using Ordered = nlohmann::ordered_json;

Ordered time_or_null(const std::optional<Time>& time) {
  return time ? Ordered(rfc3339(*time)) : Ordered(nullptr);
}

Ordered section(const Status::Section& section) {
  Ordered out;
  out["name"] = section.name;
  out["upstream_age_s"] =
      section.upstream_age_s ? Ordered(*section.upstream_age_s) : Ordered(nullptr);
  out["checked_at"] = time_or_null(section.checked_at);
  out["ok"] = section.ok;
  out["projects"] = section.projects;
  out["files"] = section.files;
  out["bytes"] = section.bytes;
  if (section.vanished > 0) out["vanished"] = section.vanished;
  return out;
}

Ordered held_back(const Status::HeldBack& held) {
  Ordered out;
  out["section"] = held.section;
  out["item"] = held.item;
  out["reason"] = held.reason;
  out["since"] = rfc3339(held.since);
  out["tries"] = held.tries;
  return out;
}

Ordered out_of_sight(const Status::Hidden& hidden) {
  Ordered out;
  out["name"] = hidden.name;
  out["cause"] = hidden.cause;
  out["since"] = rfc3339(hidden.since);
  if (hidden.note) out["note"] = *hidden.note;
  return out;
}

Ordered run(const Status::Run& run) {
  Ordered out;
  out["started_at"] = rfc3339(run.started_at);
  out["ended_at"] = rfc3339(run.ended_at);
  out["exit"] = run.exit;
  return out;
}

void metric(std::string& out, std::string_view name, std::string_view help) {
  out += cat("# HELP ", name, ' ', help, "\n# TYPE ", name, " gauge\n");
}

// Label values are our own section names: letters, digits, dashes and slashes.
void sample(std::string& out, std::string_view name, std::string_view section,
            std::uint64_t value) {
  out += name;
  if (!section.empty()) out += cat("{section=\"", section, "\"}");
  out += cat(' ', value, '\n');
}

void section_metric(std::string& out, const Status& status, std::string_view name,
                    std::string_view help, std::uint64_t Status::Section::*value) {
  metric(out, name, help);
  for (const auto& section : status.sections) sample(out, name, section.name, section.*value);
}

}  // namespace

std::string write_status(const Status& status) {
  Ordered out;
  out["schema"] = 1;
  out["adder"] = status.adder;
  out["generation"] = status.generation;
  out["published_at"] = time_or_null(status.published_at);
  out["frozen"] = status.frozen;
  out["last_sync"] = status.last_sync ? run(*status.last_sync) : Ordered(nullptr);
  out["sections"] = Ordered::array();
  for (const auto& each : status.sections) out["sections"].push_back(section(each));
  out["held"] = Ordered::array();
  for (const auto& each : status.held) out["held"].push_back(held_back(each));
  out["hidden"] = Ordered::array();
  for (const auto& each : status.hidden) out["hidden"].push_back(out_of_sight(each));
  out["disk"]["used"] = status.disk_used;
  out["disk"]["free"] = status.disk_free;
  return out.dump(2, ' ', false, Ordered::error_handler_t::replace) + '\n';
}

std::string write_metrics(const Status& status) {
  std::string out;
  metric(out, "adder_generation", "Number of the published generation.");
  sample(out, "adder_generation", {}, static_cast<std::uint64_t>(status.generation));
  metric(out, "adder_frozen", "1 while a rollback keeps syncs from publishing.");
  sample(out, "adder_frozen", {}, status.frozen ? 1 : 0);
  if (status.last_sync) {
    metric(out, "adder_last_sync_timestamp_seconds", "When the last sync ended.");
    const auto ended = status.last_sync->ended_at.time_since_epoch().count();
    sample(out, "adder_last_sync_timestamp_seconds", {}, static_cast<std::uint64_t>(ended));
    metric(out, "adder_last_sync_exit_code", "Exit code of the last sync.");
    sample(out, "adder_last_sync_exit_code", {},
           static_cast<std::uint64_t>(status.last_sync->exit));
  }
  section_metric(out, status, "adder_projects", "Packages published.", &Status::Section::projects);
  section_metric(out, status, "adder_files", "Files published.", &Status::Section::files);
  section_metric(out, status, "adder_bytes", "Bytes published.", &Status::Section::bytes);
  metric(out, "adder_held_items", "Items held back.");
  sample(out, "adder_held_items", {}, status.held.size());
  metric(out, "adder_disk_free_bytes", "Free space where the mirror is.");
  sample(out, "adder_disk_free_bytes", {}, status.disk_free);
  return out;
}

}  // namespace adder::documents
