#include "mirror/rollback.h"

#include "base/core/text.h"
#include "cli/checks.h"
#include "cli/commands.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace adder::cli {

namespace {

struct Options {
  int number = 0;
  bool release = false;
  bool keep_syncing = false;
  std::string note;
};

Exit release(Invocation& invocation, const mirror::Config& config, const Clock& clock) {
  const auto released = mirror::release(config, clock);
  if (!released) return invocation.failed(released.error());
  invocation.say(*released ? "the next sync publishes again" : "the mirror was not frozen");
  return Exit::done;
}

Exit roll_back(Invocation& invocation, const mirror::Config& config, const Clock& clock,
               const Options& options) {
  const auto after =
      options.keep_syncing ? mirror::AfterRollback::keep_syncing : mirror::AfterRollback::freeze;
  const auto made =
      mirror::rollback(config, clock, options.number, after, options.note, invocation.report());
  if (!made) return invocation.failed(made.error());
  invocation.say(
      *made
          ? cat("generation ", **made, " publishes what generation ", options.number, " published")
          : cat("what generation ", options.number, " published is published already"));
  if (!options.keep_syncing) {
    invocation.say("the mirror is frozen: no sync publishes until 'adder rollback --release'");
  }
  return Exit::done;
}

Exit run(Invocation& invocation, const Options& options) {
  const bool both = options.release && options.number != 0;
  const bool neither = !options.release && options.number == 0;
  if (both || neither) {
    return invocation.failed(
        {Error::Kind::invalid,
         cat("rollback takes a generation or --release", both ? ", not both" : ""),
         "'adder generations' lists those that are kept"});
  }
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto clock = Clock::from_environment();
  if (!clock) return invocation.failed(clock.error());
  if (options.release) return release(invocation, *config, *clock);
  return roll_back(invocation, *config, *clock, options);
}

}  // namespace

void add_rollback(CLI::App& app, Commands& commands) {
  auto options = std::make_shared<Options>();
  auto* const parser = app.add_subcommand("rollback", "Publish an earlier generation again");
  parser->footer(
      "Examples:\n"
      "  adder rollback 41 --note 'numpy 3.0 broke the course'\n"
      "  adder rollback --release");
  parser->add_option("N", options->number, "The generation, as 'adder generations' lists it")
      ->check(whole_from_one);
  parser->add_flag("--release", options->release, "Let syncs publish again");
  parser->add_flag("--keep-syncing", options->keep_syncing,
                   "Do not freeze: the next sync publishes what is new");
  parser->add_option("--note", options->note, "Why, for 'adder generations'")->type_name("TEXT");
  commands.push_back(
      {.parser = parser,
       .run = [options](Invocation& invocation) { return run(invocation, *options); },
       .tells = Tells::events});
}

}  // namespace adder::cli
