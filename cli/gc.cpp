#include "mirror/store/gc.h"

#include "base/core/text.h"
#include "base/core/units.h"
#include "base/pypi/project_name.h"
#include "cli/commands.h"

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
  out += cat(waste.files.size(), " files, ", waste.blobs.size(), " blobs (",
             human_size(waste.bytes), "), ", waste.generations.size(), " generations\n");
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

Result<Waste> preview(const mirror::Config& config, const Clock& clock, const std::string& now) {
  TRY_ASSIGN(const auto store, Store::look(config.root, clock));
  return find_waste(store, config.limits, now);
}

Result<Waste> collect(const mirror::Config& config, const Clock& clock, const std::string& now,
                      mirror::Report& report) {
  TRY_ASSIGN(auto store, Store::open_existing(config.root, clock));
  auto waste = find_waste(store, config.limits, now);
  if (waste) TRY(remove_waste(store, *waste, report));
  return close_after(std::move(store), std::move(waste));
}

Exit run(Invocation& invocation, const Options& options) {
  if (options.dry_run) invocation.answer_instead();
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto clock = Clock::from_environment();
  if (!clock) return invocation.failed(clock.error());
  const auto now = pypi::normalise(options.now);
  const auto waste = options.dry_run ? preview(*config, *clock, now)
                                     : collect(*config, *clock, now, invocation.report());
  if (!waste) return invocation.failed(waste.error());
  if (options.dry_run) {
    invocation.out() << (invocation.flags().json ? waste_json(*waste) : waste_text(*waste));
  } else {
    invocation.say(cat("removed ", waste->files.size(), " files, ", waste->generations.size(),
                       " generations; ", human_size(waste->bytes), " are free again"));
  }
  return Exit::done;
}

}  // namespace

void add_gc(CLI::App& app, Commands& commands) {
  auto options = std::make_shared<Options>();
  auto* const parser = app.add_subcommand("gc", "Remove what no kept generation names any more");
  parser->footer("Examples:\n  adder gc --dry-run\n  adder gc --now old-pkg");
  parser->add_flag("--dry-run", options->dry_run, "Say what would go");
  parser->add_option("--now", options->now, "Remove this package's files without grace")
      ->type_name("NAME");
  commands.push_back(
      {.parser = parser,
       .run = [options](Invocation& invocation) { return run(invocation, *options); },
       .tells = Tells::events});
}

}  // namespace adder::cli
