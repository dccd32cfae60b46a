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
    out += printable(damage.path);
    if (!damage.file.empty()) out += cat(" (", printable(damage.file), ')');
    out += cat(' ', damage.what, damage.mended ? cat("; ", damage.remedy, '\n') : "\n");
  }
  out += cat("checked ", human_count(outcome.blobs, "file"), " (", human_size(outcome.bytes), "), ",
             human_count(outcome.pages, "page"), ": ", outcome.damages.size(), " damaged");
  const auto mended = outcome.damages.size() - outcome.unmended();
  if (mended > 0) out += cat(", ", mended, " mended");
  out += '\n';
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
    Json entry = {{"path", damage.path}, {"what", damage.what}, {"mended", damage.mended}};
    if (!damage.file.empty()) entry["file"] = damage.file;
    out["damages"].push_back(std::move(entry));
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
  if (!options.repair && !outcome->damages.empty()) {
    invocation.say("hint: 'adder verify --repair' fetches it again");
  }
  const auto broken = options.repair ? outcome->unmended() : outcome->damages.size();
  return broken == 0 ? Exit::done : Exit::incomplete;
}

}  // namespace

void add_verify(CLI::App& app, Commands& commands) {
  auto options = std::make_shared<mirror::VerifyOptions>();
  auto* const parser =
      app.add_subcommand("verify", "Check every file of the mirror against its checksum");
  parser->footer("Examples:\n  adder verify\n  adder verify --repair --jobs 2");
  parser->add_flag("--repair", options->repair, "Repair damage, fetching again what is lost");
  parser->add_option("--jobs", options->jobs, "Threads; without it, one for each core")
      ->type_name("N")
      ->check(whole_from_one);
  commands.push_back({.parser = parser, .run = [options](Invocation& invocation) {
                        return run(invocation, *options);
                      }});
}

}  // namespace adder::cli
