#pragma once

#include "base/core/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace adder::documents {

// status.json: how the mirror is. docs/formats/status.json.md explains every field.
struct Status {
  struct Section {
    std::string name;
    std::optional<std::int64_t> upstream_age_s;
    std::optional<Time> checked_at;
    bool ok = false;
    std::uint64_t projects = 0;
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    std::uint64_t vanished = 0;  // files that upstream no longer has and we keep
  };
  struct HeldBack {
    std::string section;
    std::string item;
    std::string reason;
    Time since;
    std::int64_t tries = 0;
  };
  struct Hidden {
    std::string name;   // of a package or a file
    std::string cause;  // admin, quarantined
    Time since;
    std::optional<std::string> note;  // none: not for everybody
  };
  struct Run {
    Time started_at;
    Time ended_at;
    int exit = 0;
  };

  std::string adder;  // version
  int generation = 0;
  std::optional<Time> published_at;
  bool frozen = false;
  std::optional<Run> last_sync;
  std::vector<Section> sections;
  std::vector<HeldBack> held;
  std::vector<Hidden> hidden;
  std::uint64_t disk_used = 0;
  std::uint64_t disk_free = 0;
};

std::string write_status(const Status& status);

// The same for Prometheus' text format.
std::string write_metrics(const Status& status);

}  // namespace adder::documents
