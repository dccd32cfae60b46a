#include "mirror/verify.h"

#include "base/core/text.h"
#include "base/core/units.h"
#include "cli/checks.h"
#include "cli/commands.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace adder::cli {

namespace {

using Json = nlohmann::ordered_json;
using mirror::VerifyOutcome;

std::string text_of(const VerifyOutcome& outcome) {
  std::string out;
  for (const auto& damage : outcome.damages) {
    out += cat(printable(damage.path), ' ', damage.what, damage.mended ? "; mended\n" : "\n");
  }
  out +=
      cat("looked at ", human_count(outcome.blobs, "blob"), " (", human_size(outcome.bytes), "), ",
          human_count(outcome.files, "public file"), ", ", human_count(outcome.pages, "page"), ", ",
          human_count(outcome.generations, "generation"), ": ", outcome.damages.size(),
          " damaged, ", outcome.unmended(), " not mended\n");
  return out;
}

std::string json_of(const VerifyOutcome& outcome) {
  Json out = {{"schema", 1},
              {"blobs", outcome.blobs},
              {"bytes", outcome.bytes},
              {"pages", outcome.pages},
              {"files", outcome.files},
              {"shown", outcome.shown},
              {"generations", outcome.generations},
              {"damages", Json::array()}};
  for (const auto& damage : outcome.damages) {
    out["damages"].push_back(
        {{"path", damage.path}, {"what", damage.what}, {"mended", damage.mended}});
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Exit run(Invocation& invocation, const mirror::VerifyOptions& options) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto clock = Clock::from_environment();
  if (!clock) return invocation.failed(clock.error());
  const auto outcome =
      mirror::verify(*config, *clock, options, invocation.report(), invocation.stop());
  if (!outcome) return invocation.failed(outcome.error());
  invocation.out() << (invocation.flags().json ? json_of(*outcome) : text_of(*outcome));
  // Who repairs is told of what is still broken, who looks of all that is.
  const auto broken = options.repair ? outcome->unmended() : outcome->damages.size();
  return broken == 0 ? Exit::done : Exit::incomplete;
}

}  // namespace

void add_verify(CLI::App& app, Commands& commands) {
  auto options = std::make_shared<mirror::VerifyOptions>();
  auto* const parser = app.add_subcommand("verify", "Hash everything that is kept and published");
  parser->footer("Examples:\n  adder verify\n  adder verify --repair --jobs 2");
  parser->add_flag("--repair", options->repair,
                   "Mend what can be mended, fetch again what is lost");
  parser->add_option("--jobs", options->jobs, "Threads; without it, one for each core")
      ->type_name("N")
      ->check(whole_from_one);
  commands.push_back({.parser = parser, .run = [options](Invocation& invocation) {
                        return run(invocation, *options);
                      }});
}

}  // namespace adder::cli
