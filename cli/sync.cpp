#include "mirror/sync.h"

#include "base/core/text.h"
#include "base/core/units.h"
#include "cli/commands.h"
#include "cli/new_mirror.h"
#include "cli/plan_text.h"
#include "cli/read_requests.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <memory>

namespace adder::cli {

namespace {

struct Options {
  std::vector<std::string> names;
  std::string only;
  bool dry_run = false;
  std::vector<std::string> allow_shrink;
  std::vector<std::string> accept_changed;
};

mirror::SyncOptions sync_options(const Options& options) {
  mirror::SyncOptions out{
      .names = options.names,
      .only = options.only,
      .dry_run = options.dry_run,
      .allow_shrink = {},
      .accept_changed = {options.accept_changed.begin(), options.accept_changed.end()}};
  // --allow-shrink without a section, which the parser hands us as an empty one, means all of them.
  for (const auto& section : options.allow_shrink) {
    out.allow_shrink.insert(section.empty() ? "*" : section);
  }
  return out;
}

Error stopped(const mirror::SyncOptions& options) {
  return {Error::Kind::cancelled,
          options.dry_run
              ? "stopped: nothing was changed"
              : "stopped: what was fetched is kept, the next 'adder sync' goes on from there"};
}

Exit run(Invocation& invocation, const mirror::SyncOptions& options) {
  if (options.dry_run) invocation.answer_instead();
  const auto started = std::chrono::steady_clock::now();
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto requests = read_requests(invocation, *config);
  if (!requests) return Exit::wrong_usage;
  const auto clock = Clock::from_environment();
  if (!clock) return invocation.failed(clock.error());

  const NewMirror made(config->root);
  const auto outcome =
      mirror::sync(*config, *requests, *clock, options, invocation.report(), invocation.stop());
  if (outcome || exit_for(outcome.error()) != Exit::wrong_usage) made.tell(invocation);
  if (!outcome && outcome.error().kind() == Error::Kind::cancelled) {
    return invocation.failed(stopped(options));
  }
  if (!outcome) return invocation.failed(outcome.error());
  if (options.dry_run) {
    invocation.out() << (invocation.flags().json ? plan_json(*outcome) : plan_text(*outcome));
    return static_cast<Exit>(outcome->exit);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  invocation.report().done({.exit = outcome->exit,
                            .generation = outcome->generation,
                            .files = outcome->files,
                            .bytes = outcome->bytes,
                            .seconds = took.count(),
                            .held = outcome->held});
  return static_cast<Exit>(outcome->exit);
}

}  // namespace

void add_sync(CLI::App& app, Commands& commands) {
  auto options = std::make_shared<Options>();
  auto* const parser =
      app.add_subcommand("sync", "Bring the mirror up to date with its request lists");
  parser->footer(
      "Examples:\n"
      "  adder sync\n"
      "  adder sync --dry-run\n"
      "  adder sync numpy scipy\n"
      "  adder sync --accept-changed pypi/demo-1.0-py3-none-any.whl");
  parser->add_option("NAME", options->names, "Only these packages");
  parser->add_option("--only", options->only, "Only this section: pypi, or the name of a channel")
      ->type_name("SECTION");
  parser->add_flag("--dry-run", options->dry_run, "Print the plan, then stop");
  parser
      ->add_option("--allow-shrink", options->allow_shrink,
                   "Go on although upstream lost many files; without SECTION, everywhere")
      ->type_name("[SECTION]")
      ->expected(0, 1);
  parser
      ->add_option("--accept-changed", options->accept_changed,
                   "Take the new bytes of this item, or of all:SECTION; may be repeated")
      ->type_name("ITEM")
      ->allow_extra_args(false);
  commands.push_back(
      {.parser = parser,
       .run = [options](Invocation& invocation) { return run(invocation, sync_options(*options)); },
       .tells = Tells::events});
}

}  // namespace adder::cli
