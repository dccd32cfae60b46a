#include "mirror/status.h"

#include "base/core/text.h"
#include "base/core/units.h"
#include "cli/commands.h"

#include <CLI/CLI.hpp>

namespace adder::cli {

namespace {

std::string sections_text(const documents::Status& status) {
  std::string out;
  for (const auto& section : status.sections) {
    out += cat(section.name, ": ", human_count(section.projects, "package"), ", ",
               human_count(section.files, "file"), ", ", human_size(section.bytes),
               section.ok ? "" : "; upstream could not be read");
    if (section.upstream_age_s) {
      out += cat("; upstream last read ",
                 human_duration(std::chrono::seconds(*section.upstream_age_s)), " ago");
    }
    if (section.vanished > 0) {
      out += cat("; ", human_count(section.vanished, "file"), " upstream no longer has");
    }
    out += '\n';
  }
  return out;
}

std::string hidden_text(const documents::Status::Hidden& hidden) {
  const auto by = hidden.cause == "admin" ? std::string_view("by 'adder hide'")
                                          : std::string_view("quarantined upstream");
  auto out = cat("hidden: ", printable(hidden.name), "  ", by, " since ",
                 rfc3339(hidden.since).substr(0, std::string_view("2026-01-01").size()));
  if (hidden.note && !hidden.note->empty()) out += cat(", ", printable(*hidden.note));
  return out + '\n';
}

std::string published_text(const documents::Status& status) {
  if (status.generation == 0) return "nothing is published yet\n";
  auto out = cat("generation ", status.generation);
  if (status.published_at) out += cat(", published ", rfc3339(*status.published_at));
  return out + '\n';
}

std::string last_sync_text(const documents::Status::Run& run) {
  auto out = cat("last sync: ", rfc3339(run.ended_at), ", exit ", run.exit, '\n');
  if (static_cast<Exit>(run.exit) == Exit::nothing_published) {
    out += "the last sync published nothing (exit 3)\n";
  }
  return out;
}

std::string status_text(const documents::Status& status) {
  auto out = published_text(status);
  if (status.frozen) out += "frozen: no sync publishes until 'adder rollback --release'\n";
  if (status.last_sync) out += last_sync_text(*status.last_sync);
  out += sections_text(status);
  for (const auto& held : status.held) {
    out += cat("held: ", printable(held.item), "  ", held.reason, " since ", rfc3339(held.since),
               ", ", held.tries, held.tries == 1 ? " try\n" : " tries\n");
  }
  for (const auto& hidden : status.hidden) out += hidden_text(hidden);
  out += cat("disk: ", human_size(status.disk_used), " used, ", human_size(status.disk_free),
             " free\n");
  return out;
}

Exit run(Invocation& invocation) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto clock = Clock::from_environment();
  if (!clock) return invocation.failed(clock.error());
  const auto store = mirror::Store::look(config->root, *clock);
  if (!store) return invocation.failed(store.error());
  const auto status = mirror::describe_status(*store);
  if (!status) return invocation.failed(status.error());
  invocation.out() << (invocation.flags().json ? documents::write_status(*status)
                                               : status_text(*status));
  return Exit::done;
}

}  // namespace

void add_status(CLI::App& app, Commands& commands) {
  auto* const parser =
      app.add_subcommand("status", "Show what is published, how old it is, what is held back");
  parser->footer("Examples:\n  adder status\n  adder --json status");
  commands.push_back({.parser = parser, .run = run});
}

}  // namespace adder::cli
