#include "mirror/hide.h"

#include "base/core/text.h"
#include "cli/commands.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace adder::cli {

namespace {

struct Options {
  std::string name;
  std::string note;
};

Exit hide(Invocation& invocation, const Options& options) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto clock = Clock::from_environment();
  if (!clock) return invocation.failed(clock.error());
  const auto outcome =
      mirror::hide(*config, *clock, options.name, options.note, invocation.report());
  if (!outcome) return invocation.failed(outcome.error());
  invocation.say(*outcome == mirror::Hiding::already
                     ? cat("'", options.name, "' is hidden already")
                     : cat("'", options.name,
                           "' is hidden; its bytes stay in the store, and "
                           "'adder unhide ",
                           options.name, "' brings it back"));
  return Exit::done;
}

std::string_view words_of_unhiding(mirror::Hiding outcome) {
  switch (outcome) {
    case mirror::Hiding::done:
      return "is published again";
    case mirror::Hiding::by_upstream:
      return "stays hidden as long as upstream quarantines it";
    case mirror::Hiding::already:
      break;
  }
  return "is not hidden";
}

Exit unhide(Invocation& invocation, const Options& options) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto clock = Clock::from_environment();
  if (!clock) return invocation.failed(clock.error());
  const auto outcome = mirror::unhide(*config, *clock, options.name, invocation.report());
  if (!outcome) return invocation.failed(outcome.error());
  invocation.say(cat("'", options.name, "' ", words_of_unhiding(*outcome)));
  return Exit::done;
}

}  // namespace

void add_hide(CLI::App& app, Commands& commands) {
  auto options = std::make_shared<Options>();
  auto* const hider =
      app.add_subcommand("hide", "Take a package or file out of the mirror at once");
  hider->footer(
      "Examples:\n  adder hide evil-pkg --note 'malware, ticket 4711'\n"
      "  adder hide demo-1.0-py3-none-any.whl");
  hider->add_option("NAME", options->name, "A package or a file")->required();
  hider->add_option("--note", options->note, "Why, for those who ask later")->type_name("TEXT");
  commands.push_back(
      {.parser = hider,
       .run = [options](Invocation& invocation) { return hide(invocation, *options); },
       .tells = Tells::events});

  auto* const unhider = app.add_subcommand("unhide", "Publish again what 'adder hide' took out");
  unhider->footer("Example:\n  adder unhide evil-pkg");
  unhider->add_option("NAME", options->name, "A package or a file")->required();
  commands.push_back(
      {.parser = unhider,
       .run = [options](Invocation& invocation) { return unhide(invocation, *options); },
       .tells = Tells::events});
}

}  // namespace adder::cli
