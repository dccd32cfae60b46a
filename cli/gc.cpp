#include "mirror/store/gc.h"

#include "base/core/text.h"
#include "base/core/units.h"
#include "cli/commands.h"
#include "mirror/status.h"
#include "mirror/store/staying.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace adder::cli {

namespace {

using mirror::Store;
using mirror::Waste;

struct Options {
  bool dry_run = false;
  std::string now;
};

std::string waste_text(const Waste& waste) {
  std::string out;
  for (const auto& file : waste.files) out += cat("retire  ", printable(file), '\n');
  for (const auto number : waste.generations) out += cat("forget  generation ", number, '\n');
  out += cat(human_count(waste.files.size(), "file"), ", ", human_count(waste.blobs.size(), "blob"),
             " (", human_size(waste.bytes), "), ",
             human_count(waste.generations.size(), "generation"), '\n');
  return out;
}

std::string waste_json(const Waste& waste) {
  nlohmann::ordered_json out = {{"schema", 1},
                                {"files", waste.files},
                                {"generations", waste.generations},
                                {"blobs", waste.blobs.size()},
                                {"bytes", waste.bytes}};
  return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

// What was asked for and did not go, in a line; empty: all of it goes.
std::string staying_text(const mirror::Staying& staying, const std::string& name) {
  if (staying.files == 0) return {};
  std::vector<std::string> numbers;
  for (const auto& generation : staying.named_by) {
    numbers.push_back(cat(generation.number, generation.pinned ? " (pinned)" : ""));
  }
  const bool one = numbers.size() == 1;
  return cat(name, ": ", human_count(staying.files, "file"),
             staying.files == 1 ? " stays, " : " stay, ", one ? "generation " : "generations ",
             join(numbers, ", "), one ? " names " : " name ", staying.files == 1 ? "it" : "them");
}

struct Outcome {
  Waste waste;
  std::string name;  // of the package that was named
  mirror::Staying staying;
};

Result<Outcome> find(const Store& store, const mirror::Config& config, const std::string& now) {
  Outcome outcome;
  if (now.empty()) {
    TRY_ASSIGN(outcome.waste, find_waste(store, config.limits));
    return outcome;
  }
  const mirror::NamedPackage package(now);
  TRY_ASSIGN(outcome.name, package.known_as(store));
  TRY_ASSIGN(outcome.waste, find_waste(store, config.limits, package));
  TRY_ASSIGN(outcome.staying, staying_files(store, config.limits, package));
  return outcome;
}

Result<Outcome> preview(const mirror::Config& config, const Clock& clock, const std::string& now) {
  TRY_ASSIGN(const auto store, Store::look(config.root, clock));
  return find(store, config, now);
}

Result<Outcome> collect(const mirror::Config& config, const Clock& clock, const std::string& now) {
  TRY_ASSIGN(auto store, Store::open_existing(config.root, clock));
  auto outcome = find(store, config, now);
  if (outcome) {
    TRY(remove_waste(store, outcome->waste));
    TRY(write_status_files(store));
  }
  return close_after(std::move(store), std::move(outcome));
}

Exit run(Invocation& invocation, const Options& options) {
  if (options.dry_run) invocation.answer_instead();
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto clock = Clock::from_environment();
  if (!clock) return invocation.failed(clock.error());
  const auto outcome = options.dry_run ? preview(*config, *clock, options.now)
                                       : collect(*config, *clock, options.now);
  if (!outcome) return invocation.failed(outcome.error());
  const auto& waste = outcome->waste;
  if (options.dry_run) {
    invocation.out() << (invocation.flags().json ? waste_json(waste) : waste_text(waste));
  } else {
    invocation.say(cat("removed ", human_count(waste.files.size(), "file"), ", ",
                       human_count(waste.generations.size(), "generation"), "; ",
                       human_size(waste.bytes), " freed"));
  }
  const auto staying = staying_text(outcome->staying, outcome->name);
  if (!staying.empty()) invocation.say(staying);
  return Exit::done;
}

}  // namespace

void add_gc(CLI::App& app, Commands& commands) {
  auto options = std::make_shared<Options>();
  auto* const parser =
      app.add_subcommand("gc", "Delete files that no kept generation needs any more");
  parser->footer("Examples:\n  adder gc --dry-run\n  adder gc --now old-pkg");
  parser->add_flag("--dry-run", options->dry_run, "Print what would be deleted, then stop");
  parser
      ->add_option("--now", options->now,
                   "Delete this package's unneeded files at once, without grace")
      ->type_name("NAME");
  commands.push_back(
      {.parser = parser,
       .run = [options](Invocation& invocation) { return run(invocation, *options); },
       .tells = Tells::events});
}

}  // namespace adder::cli
