#include "cli/plan_text.h"

#include "base/core/text.h"
#include "base/core/units.h"

#include <nlohmann/json.hpp>

#include <chrono>

namespace adder::cli {

namespace {

using Ordered = nlohmann::ordered_json;
using mirror::Plan;
using mirror::Reason;

std::uint64_t bytes_of(const mirror::SyncOutcome& outcome) {
  std::uint64_t bytes = 0;
  for (const auto& section : outcome.plans) bytes += section.plan.bytes;
  return bytes;
}

std::chrono::seconds time_for(const mirror::SyncOutcome& outcome) {
  return std::chrono::seconds(bytes_of(outcome) / outcome.rate);
}

std::string time_text(const mirror::SyncOutcome& outcome) {
  if (bytes_of(outcome) == 0) return {};
  if (outcome.rate == 0) return "time: not known before the first download\n";
  return cat("time: about ", human_duration(time_for(outcome)), " at ", human_size(outcome.rate),
             "/s, the rate of the last download\n");
}

std::string size_of(const std::optional<std::uint64_t>& size) {
  return size ? human_size(*size) : "unknown size";
}

std::string section_text(const Plan& plan) {
  std::string out;
  for (const auto& [artifact, why] : plan.fetch) {
    const auto verb = why == Reason::missing ? "add     " : "change  ";
    out += cat(verb, printable(artifact.item), "  ", size_of(artifact.size), '\n');
  }
  for (const auto& changed : plan.changed) {
    out +=
        cat("hold    ", printable(changed.artifact.item), "  new bytes under a published name\n");
  }
  for (const auto& file : plan.retire) {
    out += cat("retire  ", printable(file.item), "  ", human_size(file.size), '\n');
  }
  for (const auto& item : plan.hide) {
    out += cat("hide    ", printable(item), "  upstream quarantined it\n");
  }
  return out;
}

Ordered items(const Plan& plan, Reason reason) {
  auto out = Ordered::array();
  for (const auto& [artifact, why] : plan.fetch) {
    if (why != reason) continue;
    out.push_back({{"item", artifact.item},
                   {"size", artifact.size ? Ordered(*artifact.size) : Ordered(nullptr)}});
  }
  return out;
}

Ordered section_json(const mirror::SyncOutcome::SectionPlan& section) {
  Ordered out;
  out["name"] = section.section;
  out["add"] = items(section.plan, Reason::missing);
  out["change"] = items(section.plan, Reason::changed);
  out["hold"] = Ordered::array();
  for (const auto& changed : section.plan.changed) out["hold"].push_back(changed.artifact.item);
  out["hide"] = section.plan.hide;
  out["retire"] = Ordered::array();
  for (const auto& file : section.plan.retire) {
    out["retire"].push_back({{"item", file.item}, {"size", file.size}});
  }
  out["files"] = section.plan.fetch.size();
  out["bytes"] = section.plan.bytes;
  return out;
}

}  // namespace

std::string plan_text(const mirror::SyncOutcome& outcome) {
  std::string out;
  for (const auto& [section, plan] : outcome.plans) {
    out += section_text(plan);
    out += cat(words(totals(plan, section)), '\n');
  }
  out += cat("disk after: ", human_size(outcome.disk_after), " used, ",
             human_size(outcome.disk_free_after), " free\n");
  return out + time_text(outcome);
}

std::string plan_json(const mirror::SyncOutcome& outcome) {
  Ordered out;
  out["schema"] = 1;
  out["sections"] = Ordered::array();
  for (const auto& section : outcome.plans) out["sections"].push_back(section_json(section));
  out["bytes"] = bytes_of(outcome);
  out["disk_after"] = outcome.disk_after;
  out["seconds"] = outcome.rate > 0 ? Ordered(time_for(outcome).count()) : Ordered(nullptr);
  return out.dump(2, ' ', false, Ordered::error_handler_t::replace) + '\n';
}

}  // namespace adder::cli
