#include "mirror/adopt.h"

#include "base/core/text.h"
#include "base/core/units.h"
#include "cli/commands.h"
#include "cli/new_mirror.h"
#include "cli/read_requests.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace adder::cli {

namespace {

std::string summary(const mirror::AdoptOutcome& outcome) {
  auto text = cat("adopted ", human_count(outcome.files, "file"), ", ", human_size(outcome.bytes),
                  "; ", human_count(outcome.still_wanted, "file"), " still to be fetched");
  if (outcome.other_bytes > 0) {
    text += cat("\n", human_count(outcome.other_bytes, "file"),
                " had a wanted name and size and other bytes");
  }
  return text;
}

Exit run(Invocation& invocation, const std::string& folder) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto requests = read_requests(invocation, *config);
  if (!requests) return Exit::wrong_usage;
  const auto clock = Clock::from_environment();
  if (!clock) return invocation.failed(clock.error());
  const NewMirror made(config->root);
  const auto outcome =
      mirror::adopt(*config, *requests, *clock, folder, invocation.report(), invocation.stop());
  if (!outcome) return invocation.failed(outcome.error());
  invocation.say(summary(*outcome));
  invocation.say("the next 'adder sync' publishes what the lists ask for");
  made.tell(invocation);
  return Exit::done;
}

}  // namespace

void add_adopt(CLI::App& app, Commands& commands) {
  auto folder = std::make_shared<std::string>();
  auto* const parser = app.add_subcommand(
      "adopt", "Take over files from another tool's mirror instead of fetching them");
  parser->footer("Example:\n  adder adopt /srv/old-mirror/web");
  parser->add_option("DIR", *folder, "The tree; it is never changed")->required();
  commands.push_back({.parser = parser,
                      .run = [folder](Invocation& invocation) { return run(invocation, *folder); },
                      .tells = Tells::events});
}

}  // namespace adder::cli
