#include "base/core/setting.h"
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/problems_json.h"
#include "mirror/words/config_reader.h"
#include "mirror/words/config_surroundings.h"

#include <CLI/CLI.hpp>

namespace adder::cli {

namespace {

// As the user named it.
std::string name_of_file(const Flags& flags) {
  mirror::ConfigSources sources;
  if (!flags.config.empty()) sources.config = flags.config;
  sources.variables = mirror::adder_variables();
  const auto found = mirror::find_config(sources);
  return found ? found->string() : std::string();
}

Exit check(Invocation& invocation) {
  auto reading = invocation.read_configuration();
  if (!reading) return invocation.failed(reading.error());
  // With errors in it, nobody knows what it leans on.
  if (reading->problems.errors.empty()) {
    auto missing = missing_surroundings(reading->config, name_of_file(invocation.flags()));
    if (!missing) return invocation.failed(missing.error());
    for (auto& problem : *missing) reading->problems.warnings.push_back(std::move(problem));
  }
  const auto file = reading->config.file.string();
  if (invocation.flags().json) {
    invocation.out() << problems_json("config", file, reading->problems);
  }
  invocation.warn(reading->problems);
  if (!reading->problems.errors.empty()) return invocation.refused(reading->problems);
  invocation.say(cat("'", file, "' is in order"));
  return Exit::done;
}

Exit show(Invocation& invocation) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  auto settings = mirror::effective_settings(*config);
  if (invocation.flags().json) {
    settings.children.insert(settings.children.begin(),
                             {.kind = Setting::Kind::number, .key = "schema", .number = 1});
    invocation.out() << to_json(settings) << '\n';
  } else {
    invocation.out() << to_toml(settings);
  }
  return Exit::done;
}

}  // namespace

void add_config(CLI::App& app, Commands& commands) {
  auto* const config = app.add_subcommand("config", "Check or print the configuration");
  config->footer("Example:\n  adder config check");

  auto* const checker =
      config->add_subcommand("check", "Report every mistake in the configuration");
  checker->footer("Example:\n  adder --config /srv/adder/adder.toml config check");
  commands.push_back({.parser = checker, .run = check});

  auto* const shower = config->add_subcommand(
      "show", "Print the settings in force, from defaults, file, environment and flags");
  shower->footer("Example:\n  ADDER_LIMITS_RATE=50MB/s adder config show");
  commands.push_back({.parser = shower, .run = show});
}

}  // namespace adder::cli
